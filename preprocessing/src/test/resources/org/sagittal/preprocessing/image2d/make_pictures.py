"""Makes pictures.json: tiny pictures with what scikit-image 0.26's imread returns (Pillow, tifffile). Python 3.11."""
import base64, json, os, struct, tempfile, warnings, zlib
import numpy as np, tifffile
from PIL import Image
from skimage import io
warnings.filterwarnings("ignore")
out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pictures.json")
os.chdir(tempfile.mkdtemp())
rng = np.random.default_rng(0)
g8 = rng.integers(0, 256, (3, 5), dtype=np.uint8); rgb = rng.integers(0, 256, (3, 5, 3), dtype=np.uint8)
rgba = rng.integers(0, 256, (3, 5, 4), dtype=np.uint8); g16 = rng.integers(0, 65536, (3, 5)).astype(np.uint16)
def ch(t, d): return struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
def png(name, w, h, depth, ct, raw, extra=b""):
    open(name, "wb").write(b"\x89PNG\r\n\x1a\n" + ch(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, ct, 0, 0, 0)) + extra + ch(b"IDAT", zlib.compress(raw)) + ch(b"IEND", b""))
for n, a in (("g8", g8), ("rgb", rgb), ("rgba", rgba), ("g16", g16)): Image.fromarray(a).save(n + ".png")
Image.fromarray(g8 > 128).save("b1.png"); Image.fromarray(rgb).quantize(16).save("palette.png"); Image.fromarray(g8).convert("P").save("grey-palette.png")
p = Image.fromarray(rgb).quantize(16); p.save("palette-transparent.png", transparency=0)
Image.fromarray(g8).save("grey-transparent.png", transparency=int(g8[0, 0])); Image.fromarray(rgb).save("rgb-transparent.png", transparency=tuple(int(v) for v in rgb[0, 0]))
png("g2.png", 5, 3, 2, 0, b"".join(b"\0" + bytes([0b00011011, 0b11000000]) for _ in range(3)))
png("g4.png", 5, 3, 4, 0, b"".join(b"\0" + bytes([0x01, 0x9F, 0x70]) for _ in range(3)))
for n, ct, k in (("rgb16", 2, 3), ("rgba16", 6, 4), ("la16", 4, 2)):
    png(n + ".png", 5, 3, 16, ct, b"".join(b"\0" + rng.integers(0, 65536, 5 * k).astype(">u2").tobytes() for _ in range(3)))
png("gamma.png", 5, 3, 8, 0, b"".join(b"\0" + bytes([1, 2, 3, 100, 200]) for _ in range(3)), ch(b"gAMA", struct.pack(">I", 22000)))
for n in ("g8", "rgb", "rgba", "b1", "palette"): Image.open(n + ".png").save(n + ".bmp")
Image.fromarray(g8).save("g8.pgm"); Image.fromarray(rgb).save("rgb.ppm"); Image.open("b1.png").save("b1.pbm")
Image.fromarray(g8).save("g8.jpg"); Image.fromarray(rgb).resize((20, 17)).save("progressive.jpg", progressive=True)
big = rng.integers(0, 4, (20, 25)).astype("u2")
tifffile.imwrite("g8.tif", g8); tifffile.imwrite("rgb.tif", rgb); tifffile.imwrite("rgba.tif", rgba); tifffile.imwrite("g16.tif", g16)
tifffile.imwrite("f4.tif", g16.astype("f4") / 7); tifffile.imwrite("f8.tif", g16.astype("f8") / 7); tifffile.imwrite("i2.tif", g16.astype("i2"))
tifffile.imwrite("planar.tif", rgb.transpose(2, 0, 1), planarconfig="separate", photometric="rgb"); tifffile.imwrite("stack4.tif", np.stack([g16] * 4))
tifffile.imwrite("rgb16.tif", np.stack([g16] * 3, -1)); tifffile.imwrite("b1.tif", g8 > 128); Image.open("palette.png").save("palette.tif")
tifffile.imwrite("miniswhite.tif", g8, photometric="miniswhite"); tifffile.imwrite("pages.tif", g8); tifffile.imwrite("pages.tif", g16, append=True)
tifffile.imwrite("tile.tif", big, tile=(16, 16)); tifffile.imwrite("zip.tif", big, compression="zlib", predictor=True)
tifffile.imwrite("bigtiff.tif", big, bigtiff=True); tifffile.imwrite("bigtiff-be.tif", big, bigtiff=True, byteorder=">"); tifffile.imwrite("be.tif", big, byteorder=">")
tifffile.imwrite("ziprgb.tif", rng.integers(0, 256, (9, 8, 3), dtype="u1"), compression="zlib", predictor=True, photometric="rgb")
tifffile.imwrite("strips.tif", rng.normal(size=(13, 7)).astype("f4"), rowsperstrip=4)
for c in ("tiff_lzw", "packbits", "tiff_adobe_deflate"): Image.fromarray(big.astype("u1")).save(c + ".tif", compression=c)
Image.fromarray(rng.integers(0, 256, (20, 31), dtype="u1")).save("lzw-predictor.tif", compression="tiff_lzw", tiffinfo={317: 2})
for bits in (1, 2):  # few bits with a transparent grey, which decoders like to spread
    body = b"".join(b"\0" + bytes([37 * y + 90]) * bits for y in range(3))
    open(f"g{bits}-transparent.png", "wb").write(b"\x89PNG\r\n\x1a\n" + ch(b"IHDR", struct.pack(">IIBBBBB", 5, 3, bits, 0, 0, 0, 0)) + ch(b"tRNS", b"\0\1")
        + ch(b"IDAT", zlib.compress(body)) + ch(b"IEND", b""))
rows = []
for f in sorted(os.listdir(".")):
    a = io.imread(f).astype(np.float32)
    if a.ndim == 3: a = np.moveaxis(a, -1, 0)
    v = a.astype(np.float64).ravel()
    rows.append({"name": f, "bytes": base64.b64encode(open(f, "rb").read()).decode(), "shape": a.shape, "first": v[:4].tolist(), "weighted": float(np.sum(v * (np.arange(v.size) % 7 + 1)))})
open(out, "w").write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n")
