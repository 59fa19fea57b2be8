namespace trek::score {}
