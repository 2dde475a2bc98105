/**
 * Synthetic scans with an exact truth, for a demonstration that needs no data.
 *
 * <pre>
 *   seed ── Phantom.of ── Blob ... ──> scan + truth ── PhantomDataset.write ──> raw dataset in nnU-Net's layout
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.demo.Phantom} first.
 */
package org.sagittal.cli.demo;
