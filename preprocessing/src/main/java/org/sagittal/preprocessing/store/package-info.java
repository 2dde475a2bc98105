/**
 * Preprocessed cases on disk: one folder a recipe, one file a case, laid out so that a patch is read without the rest. A case file is
 * there wholly or not at all, so a killed run leaves finished cases only and the next run makes the others.
 *
 * <pre>
 *   RawDataset ── CaseStoreBuilder ──> STORE/store.json       the recipe
 *                                      STORE/&lt;id&gt;.case        one file a case
 *                                          │
 *   training  <── StoredCase.readData/readSeg (memory-mapped boxes)
 *   people    <── CaseExport: data.npy, seg.npy, properties.json
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.store.CaseStore} first.
 *
 * <h2>The format, version 1</h2>
 *
 * <p>All numbers are little-endian. A reader refuses a version it does not know.
 *
 * <ol>
 *   <li>{@code store.json}: {@code format} = "sagittal case store", {@code version} = 1, {@code recipe} (a preprocessing recipe),
 *       {@code recipe_sha256} (of the recipe and the label scheme; equal in every case file of the store).
 *   <li>A case file starts with 64 bytes: the 8 bytes {@code SAGCASE\0}, uint32 version, zeros.
 *   <li>Sections follow, each at a multiple of 64 bytes, zeros between them: per channel float32 intensities; int16 labels; with a
 *       cascade int16 labels of the previous stage; int32 class locations, rows z, y, x of class after class.
 *   <li>A voxel section is a grid of chunks in C order. Chunks have the extents {@code chunk}, the last ones along an axis are cut at
 *       the array's border, and inside a chunk voxels are in C order (z, y, x). So the chunk at voxel (z0, y0, x0) with extents (a, b,
 *       c) starts at element z0 * Y * X + a * (y0 * X + b * x0) of its section: no index is needed. Nothing is compressed.
 *   <li>Then the footer, JSON in UTF-8: {@code id}, {@code recipe_sha256}, {@code inputs_sha256} (paths, sizes and times of the files
 *       it was made from), {@code shape}, {@code chunk}, {@code sections} (name, type, offset, bytes, crc32c), {@code classes} (labels
 *       and count of each class), {@code restoration}.
 *   <li>The last 32 bytes: uint64 offset of the footer, uint32 its length, uint32 its CRC-32C, uint64 length of the whole file, the 8
 *       bytes {@code SAGCEND\0}.
 * </ol>
 */
package org.sagittal.preprocessing.store;
