namespace trek::resolve {}
