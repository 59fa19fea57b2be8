namespace trek::access {}
