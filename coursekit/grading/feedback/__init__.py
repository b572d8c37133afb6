"""One page for each learner."""
