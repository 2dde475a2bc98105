/**
 * Which cases train and which are held out: nnU-Net's five folds, its file, and the folds beyond it.
 *
 * <pre>
 *   case ids ── CrossValidationSplit.generate ──> splits_final.json ── fold(k) ──> Fold(train, validation)
 *                                                                      fold beyond the file: random 80:20
 *                                                                      "all": every case is both
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.split.CrossValidationSplit} first. A file that is there is used as it is, whoever wrote it.
 */
package org.sagittal.planner.split;
