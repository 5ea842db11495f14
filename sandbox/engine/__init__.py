"""What makes a bank a bank, and knows no service.

Records, money, time, ids, the queue, events and the audit log are collected in a transaction and
committed whole. The rooms: `transaction` (the protocol), `bank` (running operations), `ledger`
(the books), `store` (where it all ends up). See docs/decisions for why.
"""
