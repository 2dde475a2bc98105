/**
 * Bytes on their way, packed and unpacked: gzip and zlib with the workers that all of Java shares, bzip2 and hexadecimal digits. How much can
 * come out of a file is known before it does.
 *
 * <pre>
 *   file ── BoundedInput ──> bytes, never more than require() found possible
 *   part ── Packing.unpack ──┬── HexInput, Bzip2Input ──────┬──> bytes
 *                            └── inflating ── ReadAhead ────┘    (inflates while the last bytes are in use)
 *   bytes ── Deflate.gzip ── GzipBlocks ──> file                 (blocks side by side, the same bytes for any number of workers)
 *   bytes ── SpillBuffer ──> their number, then the bytes
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.stream.BoundedInput} first.
 */
package org.sagittal.geometry.io.stream;
