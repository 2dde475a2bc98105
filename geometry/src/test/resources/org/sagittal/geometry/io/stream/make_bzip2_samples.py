"""Makes bzip2-samples.json: streams packed by libbzip2, with length and CRC-32 of what they hold. Argument: the output."""
import base64, bz2, json, random, sys, zlib

random.seed(3)
words = [bytes(random.choices(b"abcdefgh", k=5)) for _ in range(40)]
samples = {
    "nothing": (b"", 9),
    "one byte": (b"x", 9),
    "three equal": (b"zzz", 9),
    "four equal": (b"zzzz", 9),
    "259 and more equal": (b"q" * 259 + b"r" * 260 + b"s" * 1000, 9),
    "three million zeros": (bytes(3_000_000), 9),
    "every byte": (bytes(range(256)) * 3, 9),
    "noise": (random.randbytes(600), 1),
    "words in four blocks": (b"".join(random.choices(words, weights=[8.0 ** -i for i in range(40)], k=70_000)), 1),
    "pattern in three blocks": (bytes(i * i % 251 for i in range(280_000)), 1),
}
rows = [{"name": k, "bytes": len(d), "crc32": zlib.crc32(d), "packed": base64.b64encode(bz2.compress(d, level)).decode()}
        for k, (d, level) in samples.items()]
two = bz2.compress(b"first, ") + bz2.compress(b"second")
rows.append({"name": "two streams", "bytes": 13, "crc32": zlib.crc32(b"first, second"), "packed": base64.b64encode(two).decode()})
open(sys.argv[1], "w").write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n")
