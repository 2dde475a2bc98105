package org.sagittal.geometry.io.zip;

/**
 * One file in a zip, as the directory describes it and its local header confirms.
 *
 * @param name path with forward slashes, safe to resolve below a folder
 * @param deflated packed by deflate; else stored as it is
 * @param crc CRC-32 of the unpacked bytes
 * @param packedBytes length in the file
 * @param bytes length when unpacked
 * @param headerAt where its local header begins
 * @param dataAt where its packed bytes begin
 */
record ZipRecord(String name, boolean deflated, long crc, long packedBytes, long bytes, long headerAt, long dataAt) {
    /** One past its last packed byte. */
    long end() {
        return dataAt + packedBytes;
    }
}
