"""How fast things are: conv2d beside its peers, grading, the explorer, the sliders."""
