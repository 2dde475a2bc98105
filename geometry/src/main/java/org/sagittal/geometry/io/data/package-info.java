/**
 * The voxels of a file, between bytes and slices. A reader or writer of a format takes from here what it needs, and holds one slice at a time.
 *
 * <pre>
 *   DataFiles ──> DataPart, DataParts ──┐                        (where the voxels lie)
 *                                       └── BinaryNumbers ──┐
 *                                           TextNumbers ────┴── NumberSource ── SliceReader ──> SliceSink
 *   SliceSource ── SliceWriter ──> bytes
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.io.data.SliceReader} first.
 */
package org.sagittal.geometry.io.data;
