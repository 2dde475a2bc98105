/**
 * What words on the command line mean: which folder a dataset's number stands for, which folds a list names.
 *
 * <pre>
 *   "4", "Dataset004_Hippocampus", a path ── NnunetFolders ──> RawDataset
 *   a folder, a list, the files of a case ── CaseWords ──────> cases to predict
 *   -m, -c, -f, --previous                ── ModelWords ─────> ModelTeam
 *   --uncertainty, --roi, --label, ...    ── OutputWords ────> PredictionOutputs
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.input.NnunetFolders} first. Environment variables are read here and nowhere else.
 */
package org.sagittal.cli.input;
