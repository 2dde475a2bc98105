/**
 * Trained models wherever they lie, and the bundle: one file with everything that a prediction needs and nothing that could run.
 *
 * <pre>
 *   nnU-Net's folders and zips ─┐
 *   our run folders ────────────┼─> ModelSource ── description: BundleDescription, one MemberDescription a configuration
 *   bundle ── BundleFile ───────┘                └─ weights, one fold at a time: NamedTensors
 *
 *   ModelSource ── BundleFile.write ──> *.sagittal ── BundleCheck ──> problems
 * </pre>
 *
 * <p>The bundle, format version 1:
 * <ol>
 *   <li>A zip of stored (not compressed) entries in this order: documents, for each member its recipe and weights, {@code LICENSE} if there is
 *       a licence, {@code card.md}, {@code manifest.json}. All times are 1980-01-01, there are no comments and extra fields: equal
 *       models give equal bytes.
 *   <li>{@code manifest.json} is an object with {@code format} ("sagittal bundle"), {@code version} (1), {@code name}, {@code licence} (its first
 *       line), {@code members} (each {@code name, configuration, trainer, plans, checkpoint, folds}), {@code ensemble} (names of the
 *       members to average, empty: not said), {@code postprocessing} (as in nnU-Net's postprocessing.json, absent: none),
 *       {@code provenance} ({@code source, dataset, sha256, versions}) and {@code entries}.
 *   <li>{@code entries} has one key for every other entry of the zip: {@code bytes} and {@code sha256}. An entry that is missing, not listed, of
 *       another length or with another checksum makes the bundle invalid. A checksum is compared whenever its entry is read.
 *   <li>{@code <member>/recipe.json} holds {@code preprocessing, network, patch_size, mirroring_axes, previous_stage, image_reader}; axes are (z, y, x)
 *       of the network's grid, spacing is in mm. It decides how a member predicts, not {@code <member>/plans.json}.
 *   <li>{@code <member>/fold_<k>.safetensors} holds exactly the parameters of the network under nnU-Net's state-dict names, float32, in the network's
 *       order. F64, F16 and BF16 are read as well. Tensors lie one behind the other without gaps.
 *   <li>Documents are files of the source as they were: {@code dataset.json} (required: channels and labels), {@code dataset_fingerprint.json},
 *       {@code <member>/plans.json}.
 *   <li>Keys nobody knows are passed over. A higher version is refused. A reader of version n reads every version up to n.
 * </ol>
 *
 * <p>Read {@link org.sagittal.models.bundle.ModelSource} first. nnU-Net's own checkpoints are read in the planner's exchange.
 */
package org.sagittal.models.bundle;
