namespace trek::siting {}
