"""KYC: finding out who a customer is, by verifications and documents. See README.md."""
