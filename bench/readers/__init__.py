"""``make bench-readers``: readers' votes and ``/me``, on a paper as ``midad serve`` runs it.

    python -m bench.readers --only postgres,sqlite,me --seconds 10 --readers 500 --stories 20

Signed-in readers vote, change their votes and take them back over HTTP, with sessions and tokens
of their own. Afterwards the database must hold exactly what the answers said: one vote more or
less and the bench ends with an error. Aims stand beside the figures; nothing fails when one of
them is missed. Papers, database and servers are of the bench's own and go away with it.
"""
