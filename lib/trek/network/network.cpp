namespace trek::network {}
