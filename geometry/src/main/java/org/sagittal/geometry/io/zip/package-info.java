/**
 * Zip archives of strangers. What its directory says is held against the file and against itself before an entry is opened: names that climb,
 * entries that overlap, sizes that cannot be, and everything that two programs may read in two ways are refused.
 *
 * <pre>
 *   file ── ZipEnd ──> ZipDirectory ──> ZipRecord  (ZipName, ZipSizes)
 *                                           └── ZipUnpacking, StoredEntry ──> bytes, as many as stated
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.zip.BoundedZip} first; nothing else is seen from outside.
 */
package org.sagittal.geometry.io.zip;
