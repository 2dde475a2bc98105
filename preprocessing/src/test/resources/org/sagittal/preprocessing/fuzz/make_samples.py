"""Makes samples.json: volumes of a few voxels as other programs write them. Python 3.11, SimpleITK 2.5.7, nibabel, imagecodecs (which
encodes the frames of the DICOM files; the data sets around them are put together by hand)."""
import base64, gzip, io, json, os, struct, tempfile
import imagecodecs as ic, nibabel as nib, numpy as np, SimpleITK as sitk
here = os.path.dirname(os.path.abspath(__file__)); os.chdir(tempfile.mkdtemp())
rng = np.random.default_rng(5); rows = []
def add(name, *files, main=None):
    rows.append({"name": name, "main": main or files[0], "files": {f: base64.b64encode(open(f, "rb").read()).decode() for f in files}})
    for f in files: os.remove(f)
a = rng.integers(0, 300, (2, 3, 4)).astype("i2"); im = sitk.GetImageFromArray(a); im.SetSpacing((1.5, 2, 3)); im.SetOrigin((-10, 20, 30))
vec = sitk.GetImageFromArray(rng.normal(size=(2, 3, 4, 3)).astype("f4"), isVector=True); t4 = sitk.GetImageFromArray(rng.normal(size=(2, 2, 3, 4)).astype("f8"))
for e in ("mha", "nrrd", "nii", "nii.gz", "hdr", "tif", "mhd", "nhdr"):
    for n, i in (("i", im), ("v", vec), ("t", t4)):
        for packed in (False, True):
            if e in ("nii", "nii.gz", "hdr", "tif") and packed: continue
            for f in os.listdir("."): os.remove(f)
            try: sitk.WriteImage(i, f"{n}.{e}", packed)
            except RuntimeError: continue
            files = sorted(os.listdir("."), key=lambda f: not f.endswith(e)); add(f"{n}{'-packed' if packed else ''}.{e}", *files)
for d in ("u1", "i2", "i4", "f4"):
    nib.save(nib.MGHImage(np.asfortranarray(a.T.astype(d)), np.diag([1, 2, 3, 1.])), "a.mgz"); add(f"mgz-{d}", "a.mgz")
nib.save(nib.MGHImage(rng.normal(size=(3, 2, 2, 2)).astype("f4"), np.eye(4)), "a.mgh"); add("mgh-frames", "a.mgh")
for k, n in ((nib.AnalyzeImage, "analyze"), (nib.Spm99AnalyzeImage, "spm99"), (nib.Nifti1Pair, "pair")):
    nib.save(k(a.T, np.diag([1, 2, 3, 1.])), "a.hdr"); f = [x for x in ("a.hdr", "a.img", "a.mat") if os.path.exists(x)]; add(n, *f)
big = nib.AnalyzeImage(a.T.astype(">i2"), np.eye(4), header=nib.AnalyzeHeader(endianness=">")); nib.save(big, "a.hdr"); add("analyze-be", "a.hdr", "a.img")
nib.save(nib.Nifti2Image(a.T, np.eye(4)), "a.nii"); add("nifti2", "a.nii")
nib.save(nib.Nifti1Image(rng.integers(0, 9, (3, 2, 2, 1, 3)).astype("u1"), np.eye(4)), "a.nii.gz"); add("nifti-5d", "a.nii.gz")
open("a.nrrd", "w").write("NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: 4 3 2\nspace directions: (1,0,0) (0,2,0) (0,0,3)\nencoding: ascii\nspace origin: (1,2,3)\n\n" + " ".join(map(str, a.ravel())) + "\n"); add("ascii.nrrd", "a.nrrd")
open("a.nrrd", "w").write("NRRD0001\ntype: uchar\ndimension: 2\nsizes: 4 3\nspacings: 0.5 2\nencoding: hex\n\n" + bytes(range(12)).hex() + "\n"); add("hex.nrrd", "a.nrrd")
import bz2
open("a.nrrd", "wb").write(b"NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nendian: little\nencoding: bzip2\n\n" + bz2.compress(a.tobytes())); add("bzip2.nrrd", "a.nrrd")
# DICOM
def el(tag, vr, v):
    g, e = tag >> 16, tag & 0xffff
    if isinstance(v, str): v = v.encode()
    v += (b"\0" if vr in ("UI", "OB", "OW") else b" ") * (len(v) % 2)
    return struct.pack("<HH", g, e) + vr.encode() + (struct.pack("<HI", 0, len(v)) if vr in ("OB", "OW", "SQ", "UN", "UT") else struct.pack("<H", len(v))) + v
us = lambda v: struct.pack("<H", v)
def dicom(name, syntax, rows_, cols, samples, photometric, bits, stored, frames, native=None, extra=b"", signed=0):
    uid = "1.2.826.0.1.3680043.9.1.1"
    meta = el(0x00020001, "OB", b"\0\1") + el(0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.7") + el(0x00020003, "UI", uid) + el(0x00020010, "UI", syntax) + el(0x00020012, "UI", uid)
    d = el(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7") + el(0x00080018, "UI", uid) + el(0x00080060, "CS", "CT") + el(0x00180050, "DS", "3")
    d += el(0x0020000d, "UI", "1.2.3") + el(0x0020000e, "UI", "1.2.3.4") + el(0x00200032, "DS", "1\\2\\3") + el(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
    d += el(0x00280002, "US", us(samples)) + el(0x00280004, "CS", photometric) + (el(0x00280006, "US", us(0)) if samples > 1 else b"") + (el(0x00280008, "IS", str(len(frames))) if len(frames) > 1 else b"")
    d += el(0x00280010, "US", us(rows_)) + el(0x00280011, "US", us(cols)) + el(0x00280030, "DS", "0.5\\0.25") + el(0x00280100, "US", us(bits)) + el(0x00280101, "US", us(stored)) + el(0x00280102, "US", us(stored - 1)) + el(0x00280103, "US", us(signed)) + extra
    if native: d += el(0x7fe00010, "OW" if bits > 8 else "OB", native)
    else:
        d += struct.pack("<HH", 0x7fe0, 0x10) + b"OB" + struct.pack("<HI", 0, 0xffffffff)
        for f in [b""] + frames: f += b"\0" * (len(f) % 2); d += struct.pack("<HHI", 0xfffe, 0xe000, len(f)) + f
        d += struct.pack("<HHI", 0xfffe, 0xe0dd, 0)
    if syntax.endswith("1.99"):
        import zlib; c = zlib.compressobj(wbits=-15); d = c.compress(d) + c.flush()
    f = name + ".dcm"; open(f, "wb").write(b"\0" * 128 + b"DICM" + el(0x00020000, "UL", struct.pack("<I", len(meta))) + meta + d); add(name, f)
g8 = rng.integers(0, 256, (8, 9)).astype("u1"); g16 = rng.integers(0, 4096, (8, 9)).astype("u2"); rgb = rng.integers(0, 256, (8, 9, 3)).astype("u1"); T = "1.2.840.10008.1.2."
resc = el(0x00281052, "DS", "-1000") + el(0x00281053, "DS", "2")
dicom("native8", T + "1", 8, 9, 1, "MONOCHROME1", 8, 8, [g8], g8.tobytes()); dicom("native16", T + "1", 8, 9, 1, "MONOCHROME2", 16, 12, [g16], g16.tobytes(), resc)
dicom("frames", T + "1", 8, 9, 1, "MONOCHROME2", 16, 16, [g16, g16], g16.tobytes() * 2, signed=1); dicom("rgb", T + "1", 8, 9, 3, "RGB", 8, 8, [rgb], rgb.tobytes()); dicom("deflated", T + "1.99", 8, 9, 1, "MONOCHROME2", 16, 12, [g16], g16.tobytes())
lut = b"".join(el(0x00281101 + i, "US", struct.pack("<HHH", 4, 0, 16)) for i in range(3)) + b"".join(el(0x00281201 + i, "OW", struct.pack("<HHHH", 0, 1000, 30000, 65535)) for i in range(3))
dicom("palette", T + "1", 8, 9, 1, "PALETTE COLOR", 8, 8, [g8], (g8 % 4).tobytes(), lut)
def rle(planes):
    segs = [b"".join(bytes([len(p[i:i + 128]) - 1]) + p[i:i + 128] for i in range(0, len(p), 128)) for p in planes]
    segs = [s + b"\0" * (len(s) % 2) for s in segs]; at = [64 + sum(len(s) for s in segs[:i]) for i in range(len(segs))]
    return struct.pack("<16I", len(segs), *(at + [0] * (15 - len(at)))) + b"".join(segs)
dicom("rle", T + "5", 8, 9, 1, "MONOCHROME2", 16, 12, [rle([(g16 >> 8).astype("u1").tobytes(), (g16 & 255).astype("u1").tobytes()])]); dicom("rle-rgb", T + "5", 8, 9, 3, "RGB", 8, 8, [rle([rgb[..., c].tobytes() for c in range(3)])])
dicom("jpeg", T + "4.50", 8, 9, 1, "MONOCHROME2", 8, 8, [ic.jpeg8_encode(g8)]); dicom("jpeg-rgb", T + "4.50", 8, 9, 3, "YBR_FULL_422", 8, 8, [ic.jpeg8_encode(rgb), ic.jpeg8_encode(rgb)])
dicom("jpeg-lossless", T + "4.70", 8, 9, 1, "MONOCHROME2", 16, 16, [ic.ljpeg_encode(g16, bitspersample=16)]); dicom("jpeg-ls", T + "4.80", 8, 9, 1, "MONOCHROME2", 16, 12, [ic.jpegls_encode(g16)])
dicom("jpeg-ls-rgb", T + "4.80", 8, 9, 3, "RGB", 8, 8, [ic.jpegls_encode(rgb)]); dicom("jpeg2000", T + "4.90", 8, 9, 1, "MONOCHROME2", 16, 12, [ic.jpeg2k_encode(g16, level=0, codecformat="j2k", reversible=True)])
dicom("jpeg2000-rgb", T + "4.90", 8, 9, 3, "YBR_RCT", 8, 8, [ic.jpeg2k_encode(rgb, level=0, codecformat="j2k", reversible=True)])
open(os.path.join(here, "samples.json"), "w").write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n")
print(len(rows), os.path.getsize(os.path.join(here, "samples.json")), [r["name"] for r in rows])
