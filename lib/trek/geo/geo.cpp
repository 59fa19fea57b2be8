namespace trek::geo {}
