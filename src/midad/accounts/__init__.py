"""Who a person is: the one user model of the paper, staff and readers alike."""
