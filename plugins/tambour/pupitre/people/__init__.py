"""Who writes in a pupitre: people, what they may do, how they are recognised, and what they did."""
