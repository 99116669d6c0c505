"""What is seen everywhere: the territory's palette, the motif, the typefaces of pictures."""
