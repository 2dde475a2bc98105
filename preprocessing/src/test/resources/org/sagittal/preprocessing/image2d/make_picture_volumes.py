"""Makes picture-volumes.json: tiny pictures and stacks as volumes, by SimpleITK 2.5.7 (values, pixel sizes) or, where a description says
more than SimpleITK reads, by tifffile (axes T, C, Z, Y, X) with the sizes given to it. Python 3.11, Pillow, pictures.json beside it."""
import base64, json, os, struct, sys, tempfile, zlib
import numpy as np, SimpleITK as sitk, tifffile
from PIL import Image
here = os.path.dirname(os.path.abspath(__file__)); out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "picture-volumes.json")
sitk.ProcessObject_SetGlobalWarningDisplay(False)
os.chdir(tempfile.mkdtemp())
rng = np.random.default_rng(3)
known = {r["name"]: base64.b64decode(r["bytes"]) for r in json.load(open(os.path.join(here, "pictures.json")))}
rows = []
def row(name, a, spacing, dims, like):
    """a: (c, z, y, x)"""
    v = a.astype(np.float64)
    rows.append({"name": name, "shape": a.shape[1:], "components": a.shape[0], "spacing": list(spacing), "dimensions": dims, "dtype": str(a.dtype),
                 "min": float(v.min()), "max": float(v.max()), "mean": float(v.mean()), "std": float(v.std()),
                 "weighted": float(np.sum(v.ravel() * (np.arange(v.size) % 7 + 1))), "like": like, "bytes": base64.b64encode(open(name, "rb").read()).decode()})
def by_sitk(name, data=None):
    if data is not None: open(name, "wb").write(data)
    im = sitk.ReadImage(name); a = sitk.GetArrayFromImage(im); n = im.GetDimension()
    a = np.moveaxis(a, -1, 0) if im.GetNumberOfComponentsPerPixel() > 1 else a[None]
    if n == 2: a = a[:, None]
    row(name, a, ([1.0] if n == 2 else []) + list(im.GetSpacing())[::-1], n, "SimpleITK")
for n in ("b1.png", "g2.png", "g4.png", "g8.png", "g16.png", "gamma.png", "grey-palette.png", "palette.png", "palette-transparent.png", "rgb.png", "rgba.png",
          "rgb16.png", "rgba16.png", "rgb-transparent.png", "palette.bmp", "rgb.bmp", "rgba.bmp", "be.tif", "f4.tif", "i2.tif", "rgb.tif", "rgba.tif",
          "rgb16.tif", "palette.tif", "lzw-predictor.tif", "strips.tif", "g8.jpg"): by_sitk(n, known[n])
g = rng.integers(0, 256, (4, 5)).astype("u1"); v = rng.integers(0, 60000, (2, 3, 2, 3, 4)).astype("u2")
im = sitk.GetImageFromArray(g); im.SetSpacing((0.5, 0.25))
for n in ("itk.png", "itk.tif"): sitk.WriteImage(im, n); by_sitk(n)
im = sitk.GetImageFromArray(v[0, 0]); im.SetSpacing((0.7, 0.8, 1)); sitk.WriteImage(im, "itk3.tif"); by_sitk("itk3.tif")
Image.fromarray(g).save("dpi.tif", dpi=(100, 200)); by_sitk("dpi.tif")
Image.fromarray(g).save("dpi.png", dpi=(100, 200)); by_sitk("dpi.png")
Image.fromarray(np.full((4, 5), 77, "u1")).save("dpi.jpg", dpi=(100, 200)); by_sitk("dpi.jpg")
def by_tifffile(name, a, spacing, dims, **how):
    """a: (t, c, z, y, x)"""
    how.setdefault("photometric", "minisblack"); tifffile.imwrite(name, a, **how)
    back = tifffile.imread(name); assert back.size == a.size and (back.ravel() == a.ravel()).all()
    m = a.reshape((-1,) + a.shape[-3:]) if a.ndim == 5 else a[None] if a.ndim == 3 else a[None, None]
    row(name, m, spacing, dims, "tifffile")
r = (1 / 0.25, 1 / 0.5)  # x, y
by_tifffile("ij.tif", v[0, 0], (3, .5, .25), 3, imagej=True, resolution=r, metadata={"axes": "ZYX", "spacing": 3, "unit": "mm"})
by_tifffile("ij-um.tif", v[0, 0], (.003, .0005, .00025), 3, imagej=True, resolution=r, metadata={"axes": "ZYX", "spacing": 3, "unit": "um"})
by_tifffile("ij-plain.tif", v[0, 0].astype("f4"), (2, .5, .25), 3, imagej=True, resolution=r, metadata={"axes": "ZYX", "spacing": 2})
def hyper(name, axes, **meta):
    a = np.transpose(v, ["TCZYX".index(c) for c in axes])
    tifffile.imwrite(name, a, imagej=True, resolution=r, metadata={"axes": axes, "spacing": 3, "unit": "cm", **meta})
    back = tifffile.TiffFile(name).series[0]; b = np.transpose(back.asarray(), [back.axes.index(c) for c in "TCZYX"]); assert (b == v).all()
    row(name, v.reshape((-1,) + v.shape[-3:]), (30, 5, 2.5), 4, "tifffile")
hyper("ij-hyper.tif", "TZCYX")
def ome(name, axes, big=False):
    a = np.ascontiguousarray(np.transpose(v, ["TCZYX".index(c) for c in axes]))
    tifffile.imwrite(name, a, ome=True, bigtiff=big, photometric="minisblack", metadata={"axes": axes, "PhysicalSizeX": 250, "PhysicalSizeY": 500, "PhysicalSizeYUnit": "\u00b5m", "PhysicalSizeZ": 0.2, "PhysicalSizeZUnit": "cm"})
    back = tifffile.TiffFile(name).series[0]; b = np.transpose(back.asarray(), [back.axes.index(c) for c in "TCZYX"]); assert (b == v).all()
    row(name, v.reshape((-1,) + v.shape[-3:]), (2, .5, .25), 4, "tifffile")
for axes in ("TCZYX", "ZTCYX", "CZTYX"): ome(f"ome-{axes[:3].lower()}.ome.tif", axes, axes[0] == "C")
rgb = rng.integers(0, 256, (3, 4, 5, 3)).astype("u1"); tifffile.imwrite("ome-rgb.ome.tif", rgb, ome=True, photometric="rgb", metadata={"axes": "ZYXS", "PhysicalSizeZ": 2, "PhysicalSizeZUnit": "mm"})
row("ome-rgb.ome.tif", np.moveaxis(rgb, -1, 0), (2, 1, 1), 3, "tifffile")
for d in ("i1", "u4", "i4", "u8", "i8", "f8"): by_tifffile(d + ".tif", rng.integers(0, 100, (3, 4)).astype(d), (1, 1, 1), 2)
by_tifffile("tile-be.tif", rng.integers(0, 60000, (3, 20, 17)).astype("u2"), (1, 1, 1), 3, tile=(16, 16), byteorder=">", compression="zlib")
by_tifffile("cm.tif", v[0, 0], (1, 5, 2.5), 3, resolution=r, resolutionunit="CENTIMETER")
f = rng.normal(size=(5, 7)).astype("<f4")  # the predictor of floating-point numbers, by hand from TIFF Technical Note 3
for endian in "<>":
    raw = b""
    for line in f:
        b = np.frombuffer(line.astype(">f4").tobytes(), "u1").reshape(-1, 4).T.ravel()
        raw += np.diff(b, prepend=np.uint8(0)).astype("u1").tobytes()
    tags = [(256, 3, 7), (257, 3, 5), (258, 3, 32), (259, 3, 1), (262, 3, 1), (273, 4, 8 + 2 + 12 * 10 + 4), (278, 3, 5), (279, 4, len(raw)), (317, 3, 3), (339, 3, 3)]
    body = b"".join(struct.pack(endian + "HHI", t, k, 1) + (struct.pack(endian + "HH", x, 0) if k == 3 else struct.pack(endian + "I", x)) for t, k, x in tags)
    name = "float-predictor" + ("-be" if endian == ">" else "") + ".tif"
    open(name, "wb").write((b"II" if endian == "<" else b"MM") + struct.pack(endian + "HI", 42, 8) + struct.pack(endian + "H", 10) + body + struct.pack(endian + "I", 0) + raw)
    row(name, f[None, None], (1, 1, 1), 2, "hand")
for bits in (2, 4, 12):
    a = rng.integers(0, 1 << bits, (3, 5)); raw = b""
    for line in a:
        s = "".join(format(x, f"0{bits}b") for x in line); s += "0" * (-len(s) % 8); raw += int(s, 2).to_bytes(len(s) // 8, "big")
    tags = [(256, 3, 5), (257, 3, 3), (258, 3, bits), (259, 3, 1), (262, 3, 1), (273, 4, 8 + 2 + 12 * 8 + 4), (278, 3, 3), (279, 4, len(raw))]
    body = b"".join(struct.pack("<HHI", t, k, 1) + (struct.pack("<HH", x, 0) if k == 3 else struct.pack("<I", x)) for t, k, x in tags)
    open(f"bits{bits}.tif", "wb").write(b"II" + struct.pack("<HI", 42, 8) + struct.pack("<H", 8) + body + struct.pack("<I", 0) + raw)
    row(f"bits{bits}.tif", a.astype("u1" if bits < 8 else "u2")[None, None], (1, 1, 1), 2, "hand")
# Kinds that SimpleITK reads and that took a second look here: rows from the top, OS/2's header, masks; significant bits, a short palette; big-endian BigTIFF
# of several pages, JPEG strips, grey palettes.
again = np.random.default_rng(8)
def dib(w, h, bits, pal=b"", comp=0, masks=b""):
    head = struct.pack("<iiiHHIIiiII", 40, w, h, 1, bits, comp, 0, 0, 0, len(pal) // 4, 0) + masks + pal
    return b"BM" + struct.pack("<IHHI", 0, 0, 0, 14 + len(head)) + head + again.integers(0, 256, (w * bits + 31) // 32 * 4 * abs(h), dtype=np.uint8).tobytes()
colours = again.integers(0, 256, 1024, dtype=np.uint8).tobytes()
by_sitk("down24.bmp", dib(5, -3, 24)); by_sitk("down8.bmp", dib(5, -3, 8, colours)); by_sitk("down32.bmp", dib(5, -3, 32))
by_sitk("masks.bmp", dib(5, 3, 32, comp=3, masks=struct.pack("<III", 0xff0000, 0xff00, 0xff)))
by_sitk("os2.bmp", b"BM" + struct.pack("<IHHI", 0, 0, 0, 26) + struct.pack("<IHHHH", 12, 5, 3, 1, 24) + again.integers(0, 256, 48, dtype=np.uint8).tobytes())
def by_pillow(name, data):
    open(name, "wb").write(data); a = np.asarray(Image.open(name)).astype("u1"); row(name, np.moveaxis(a, -1, 0)[:, None] if a.ndim == 3 else a[None, None], (1, 1, 1), 2, "Pillow")
by_pillow("rgb555.bmp", dib(5, 3, 16))
def png(w, h, bits, kind, more):
    def chunk(t, d): return struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    samples = {0: 1, 2: 3, 3: 1, 6: 4}[kind]
    body = b"".join(b"\0" + again.integers(0, 256, (w * samples * bits + 7) // 8, dtype=np.uint8).tobytes() for _ in range(h))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, bits, kind, 0, 0, 0)) + b"".join(chunk(t, d) for t, d in more) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")
by_sitk("significant8.png", png(5, 3, 8, 0, [(b"sBIT", b"\6")])); by_sitk("significant16.png", png(5, 3, 16, 0, [(b"sBIT", b"\14")]))
by_sitk("significant-rgba.png", png(5, 3, 8, 6, [(b"sBIT", b"\5\6\5\1")])); by_sitk("significant4.png", png(5, 3, 4, 0, [(b"sBIT", b"\3")]))
by_sitk("short-palette.png", png(5, 3, 2, 3, [(b"PLTE", colours[:6])]))
v = again.integers(0, 60000, (3, 4, 5)).astype("u2")
tifffile.imwrite("big-be.tif", v, bigtiff=True, byteorder=">", photometric="minisblack", metadata=None); by_sitk("big-be.tif")
tifffile.imwrite("jpeg.tif", again.integers(0, 256, (19, 21)).astype("u1"), compression="jpeg", photometric="minisblack", metadata=None); by_sitk("jpeg.tif")
tifffile.imwrite("grey-palette.tif", again.integers(0, 256, (4, 5)).astype("u1"), photometric="palette", colormap=np.stack([np.arange(256) * 257] * 3).astype("u2"), metadata=None); by_sitk("grey-palette.tif")
h = again.normal(size=(4, 5)).astype("f2"); tifffile.imwrite("half.tif", h, photometric="minisblack", metadata=None); row("half.tif", h.astype("f4")[None, None], (1, 1, 1), 2, "tifffile")
open(out, "w").write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n"); print(len(rows), os.path.getsize(out))
