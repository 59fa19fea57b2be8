namespace trek::model {}
