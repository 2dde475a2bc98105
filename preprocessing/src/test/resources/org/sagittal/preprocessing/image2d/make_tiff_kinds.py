"""Makes tiff-kinds.json: TIFFs of several pages or blocks with the number of every pixel, shape (c, z, y, x): JPEG streams as libtiff and tifffile
write them, read by tifffile; pages with palettes of their own, by hand. Python 3.11, tifffile 2026.3, imagecodecs 2026.3, Pillow 12."""
import base64, json, os, sys, tempfile
import imagecodecs, numpy as np, tifffile
from PIL import Image
here = os.path.dirname(os.path.abspath(__file__)); out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "tiff-kinds.json")
os.chdir(tempfile.mkdtemp())
rng = np.random.default_rng(4); rows = []
def row(name, a, tolerance):
    """a: (c, z, y, x)"""
    rows.append({"name": name, "shape": a.shape, "tolerance": tolerance, "values": a.ravel().tolist(), "bytes": base64.b64encode(open(name, "rb").read()).decode()})
def by_tifffile(name):
    with tifffile.TiffFile(name) as t: print(name, os.path.getsize(name), [(p.photometric.name, p.subsampling, p.tile if p.is_tiled else p.rowsperstrip, p.jpegtables and len(p.jpegtables), p.databytecounts) for p in t.pages])
    a = tifffile.imread(name); assert a.dtype == np.uint8
    row(name, np.moveaxis(a, -1, 0)[:, None] if a.ndim == 3 else a[None, None], 1)
y, x = np.mgrid[:21, :19]  # neither is a multiple of a block
rgb = np.clip(np.stack([12 * x, 11 * y, 250 - 6 * x - 6 * y], -1) + rng.integers(0, 30, (21, 19, 3)), 0, 255).astype("u1")
def segments(stream):
    """(marker, bytes) of each segment; the last one is the start of a scan with all that follows it"""
    at = 2
    while stream[at + 1] != 0xda:
        end = at + 2 + int.from_bytes(stream[at + 2:at + 4], "big"); yield stream[at + 1], stream[at:end]; at = end
    yield 0xda, stream[at:]
def split(stream):
    """The tables (quantisation, Huffman) as a stream of their own, and the rest without them and without JFIF's words"""
    all = list(segments(stream))
    return (b"\xff\xd8" + b"".join(s for m, s in all if m in (0xdb, 0xc4)) + b"\xff\xd9", b"\xff\xd8" + b"".join(s for m, s in all if m not in (0xdb, 0xc4, 0xe0)))
def blocks(a, h, w):
    return [np.pad(b := a[i:i + h, j:j + w], [(0, h - b.shape[0]), (0, w - b.shape[1]), (0, 0)], mode="edge") for i in range(0, a.shape[0], h) for j in range(0, a.shape[1], w)]
# Tiles of brightness and colour of half resolution, whose tables stand once in tag 347; the last ones reach beyond the picture.
parts = [split(imagecodecs.jpeg8_encode(b, level=80, colorspace="rgb", outcolorspace="ycbcr", subsampling="420")) for b in blocks(rgb, 16, 16)]
assert len({t for t, _ in parts}) == 1
tifffile.imwrite("jpeg-tiles.tif", iter([s for _, s in parts]), shape=rgb.shape, dtype="u1", photometric="ycbcr", subsampling=(2, 2), tile=(16, 16), compression="jpeg", jpegtables=parts[0][0], metadata=None)
by_tifffile("jpeg-tiles.tif")
# Strips of libtiff, whose last one is short.
Image.fromarray(rgb).save("jpeg-libtiff.tif", compression="jpeg", quality=80, strip_size=19 * 3 * 16); by_tifffile("jpeg-libtiff.tif")
# Tiles of red, green and blue as they are.
tifffile.imwrite("jpeg-rgb.tif", rgb, photometric="rgb", tile=(16, 32), compression="jpeg", compressionargs={"level": 80, "outcolorspace": "rgb"}, metadata=None); by_tifffile("jpeg-rgb.tif")
# Grey strips, the last one as high as the others.
strips = [imagecodecs.jpeg8_encode(np.ascontiguousarray(b[..., 0]), level=80) for b in blocks(rgb[..., :1], 8, 19)]
tifffile.imwrite("jpeg-padded.tif", iter(strips), shape=rgb.shape[:2], dtype="u1", photometric="minisblack", rowsperstrip=8, compression="jpeg", metadata=None)
print("jpeg-padded.tif", os.path.getsize("jpeg-padded.tif"))
row("jpeg-padded.tif", np.concatenate([imagecodecs.jpeg8_decode(s) for s in strips])[None, None, :21], 1)
# Pages whose palettes differ in whether they are grey.
ramp = np.arange(256) * 257; grey = np.stack([ramp] * 3).astype("u2"); colours = np.stack([ramp, ramp[::-1], ramp // 2]).astype("u2")
a = rng.integers(0, 256, (2, 3, 4)).astype("u1")
for name, maps in (("grey-then-colours.tif", (grey, colours)), ("colours-then-grey.tif", (colours, grey))):
    with tifffile.TiffWriter(name) as t:
        for page, m in zip(a, maps): t.write(page, photometric="palette", colormap=m, metadata=None)
    row(name, np.stack([m[:, page] for page, m in zip(a, maps)], 1), 0)
open(out, "w").write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n"); print(len(rows), os.path.getsize(out))
