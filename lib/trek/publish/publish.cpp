namespace trek::publish {}
