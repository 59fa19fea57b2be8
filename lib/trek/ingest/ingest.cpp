namespace trek::ingest {}
