"""A whole network whose layers are changed by hand, and all sizes and costs that follow."""
