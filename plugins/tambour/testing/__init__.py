"""For those who write channels: the laws that every channel keeps, and a village to try them on."""
