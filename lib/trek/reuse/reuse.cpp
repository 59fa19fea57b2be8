namespace trek::reuse {}
