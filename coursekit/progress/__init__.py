"""How far a learner is: notebooks run and read."""
