"""What passes between processes of which one must not be trusted: one format, one kind of channel.

`channel` carries frames over a socket, `frames` turns plain values into JSON and the bytes of
arrays and back, and `replies` says what a call and its outcome are as plain values. This folder
lies in the box, too, and NumPy is imported only where an array passes: the reader of notebooks has
none. What our own processes tell each other, a worker on this machine or of a cluster, is pickled.
"""
