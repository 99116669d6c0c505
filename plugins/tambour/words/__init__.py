"""What is said to readers, in French, once for every channel: dates, states, numbers, places, prices."""
