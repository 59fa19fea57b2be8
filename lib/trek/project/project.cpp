namespace trek::project {}
