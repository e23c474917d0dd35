"""The pages of practice: what there is, the beginning, a walk screen by screen, the same on paper."""
