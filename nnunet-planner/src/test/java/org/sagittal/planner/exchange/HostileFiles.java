package org.sagittal.planner.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sagittal.geometry.testing.ZipForge;

/** What the files around a pickle may try: entries of the checkpoint, plans and dataset descriptions, the model's zip. */
final class HostileFiles {
    private static final String PLANS = "plans.json";
    private static final String DATASET = "dataset.json";

    private final GoodModel good;
    private final Map<String, Supplier<byte[]>> samples = new LinkedHashMap<>();

    private HostileFiles(GoodModel good) {
        this.good = good;
    }

    /** Name of each trick -> the model's zip. */
    static Map<String, Supplier<byte[]>> all(GoodModel good) {
        HostileFiles made = new HostileFiles(good);
        made.checkpoints();
        made.json();
        made.plans();
        made.zips();
        return made.samples;
    }

    private void checkpoint(String name, Supplier<byte[]> checkpoint) {
        samples.put(name, () -> good.with(GoodModel.CHECKPOINT, checkpoint.get()));
    }

    private void entry(String name, byte[] contents) {
        checkpoint("entry " + name, () -> good.checkpoint(Map.of("checkpoint_final/" + name, contents)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void checkpoints() {
        entry("data/0", new byte[71]);
        entry("data/1", new byte[12]);
        entry("data/2", new byte[0]);
        entry("byteorder", ascii("middle"));
        entry("data.pkl", new byte[0]);
        checkpoint("a pickle that only stops", () -> good.checkpoint(Map.of("checkpoint_final/data.pkl", ascii("."))));
        checkpoint(
                "a pickle of 33 MiB", () -> good.checkpoint(Map.of("checkpoint_final/data.pkl", new byte[33 << 20])));
        entry("../data/0", new byte[72]);
        entry("/data/0", new byte[72]);
        checkpoint("two checkpoints in one", () -> good.checkpoint(Map.of("other/data.pkl", ascii("N."))));
        checkpoint("a text", () -> ascii("<html>404 Not Found</html>"));
        checkpoint("a pointer", () -> ascii("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"));
        checkpoint("nothing", () -> new byte[0]);
        checkpoint("a pickle without a zip", good::pickle);
        checkpoint(
                "a zip in a zip",
                () -> new ZipForge()
                        .with("model.zip", good.with("x", new byte[0]))
                        .bytes());
        checkpoint("zeros", () -> new byte[70 << 20]);
        checkpoint("end only", () -> ZipForge.end(0, 0, 0, ""));
    }

    private void json(String name, String file, byte[] contents) {
        samples.put(name + " in " + file, () -> good.with(file, contents));
    }

    private void json() {
        for (String file : new String[] {PLANS, DATASET}) {
            byte[] text = good.file(file);
            json("nothing", file, new byte[0]);
            json("half", file, Arrays.copyOf(text, text.length / 2));
            json("a list", file, ascii("[]"));
            json("a number", file, ascii("3"));
            json("an empty object", file, ascii("{}"));
            json("depth", file, ascii("[".repeat(100_000)));
            json("depth of objects", file, ascii("{\"a\":".repeat(100_000)));
            json("a long number", file, ascii("{\"labels\": " + "9".repeat(1_000_000) + "}"));
            json("wrong UTF-8", file, new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
            json("zeros", file, new byte[100_000]);
            json("too many bytes", file, new byte[33 << 20]);
            json("a million lists", file, ascii("[" + "[],".repeat(2_000_000) + "[]]"));
            json("a key twice", file, ascii("{\"labels\": {}, \"labels\": {}}"));
        }
        StringBuilder labels = new StringBuilder("{\"labels\": {\"background\": 0");
        for (int i = 1; i < 2_000_000; i++) {
            labels.append(",\"").append(i).append("\":").append(i);
        }
        json("millions of labels", DATASET, ascii(labels + "}}"));
    }

    private void text(String name, String file, UnaryOperator<String> change) {
        samples.put(name, () -> good.withText(file, change));
    }

    private void plans() {
        text("another head", DATASET, t -> t.replace("\"b\": 2", "\"b\": 2, \"c\": 3"));
        text("label of a text", DATASET, t -> t.replace("\"b\": 2", "\"b\": \"2\""));
        text("label far away", DATASET, t -> t.replace("\"b\": 2", "\"b\": 99999999999"));
        text("negative label", DATASET, t -> t.replace("\"b\": 2", "\"b\": -2"));
        text("no background", DATASET, t -> t.replace("background", "ground"));
        text("region without order", DATASET, t -> t.replace("\"b\": 2", "\"b\": [1, 2]"));
        text("another channel", DATASET, t -> t.replace("\"0\": \"CT\"", "\"0\": \"CT\", \"1\": \"CT\""));
        text("no channels", DATASET, t -> t.replace("\"0\": \"CT\"", ""));
        text("unknown network", PLANS, t -> t.replace("PlainConvUNet", "Primus"));
        text("batch norm", PLANS, t -> t.replace("InstanceNorm3d", "BatchNorm3d"));
        text(
                "other features",
                PLANS,
                t -> t.replace("\"features_per_stage\": [2, 3]", "\"features_per_stage\": [2, 4]"));
        text(
                "endless features",
                PLANS,
                t -> t.replace("\"features_per_stage\": [2, 3]", "\"features_per_stage\": [2147483647, 2147483647]"));
        text(
                "negative features",
                PLANS,
                t -> t.replace("\"features_per_stage\": [2, 3]", "\"features_per_stage\": [-2, 3]"));
        text(
                "endless blocks",
                PLANS,
                t -> t.replace("\"n_conv_per_stage\": [1, 1]", "\"n_conv_per_stage\": [1, 2147483647]"));
        text(
                "endless decoder",
                PLANS,
                t -> t.replace("\"n_conv_per_stage_decoder\": [1]", "\"n_conv_per_stage_decoder\": [2000000000]"));
        text("endless stages", PLANS, t -> t.replace("\"n_stages\": 2", "\"n_stages\": 2147483647"));
        text("no stages", PLANS, t -> t.replace("\"n_stages\": 2", "\"n_stages\": 0"));
        text("endless kernel", PLANS, t -> t.replace("[3, 3, 3]", "[2147483647, 2147483647, 2147483647]"));
        text("even kernel", PLANS, t -> t.replace("[3, 3, 3]", "[2, 2, 2]"));
        text("no stride", PLANS, t -> t.replace("[1, 2, 2]", "[0, 2, 2]"));
        text("stride of four axes", PLANS, t -> t.replace("[1, 2, 2]", "[1, 2, 2, 2]"));
        text("patch of no size", PLANS, t -> t.replace("\"patch_size\": [8, 8, 8]", "\"patch_size\": [0, 8, 8]"));
        text(
                "endless patch",
                PLANS,
                t -> t.replace("\"patch_size\": [8, 8, 8]", "\"patch_size\": [2147483647, 2147483647, 8]"));
        text("patch of two axes", PLANS, t -> t.replace("\"patch_size\": [8, 8, 8]", "\"patch_size\": [8, 8]"));
        text(
                "spacing of nothing",
                PLANS,
                t -> t.replace("\"spacing\": [1.3, 1.4, 1.0]", "\"spacing\": [0.0, 1.4, 1.0]"));
        text(
                "spacing of no number",
                PLANS,
                t -> t.replace("\"spacing\": [1.3, 1.4, 1.0]", "\"spacing\": [NaN, 1.4, 1.0]"));
        text(
                "endless spacing",
                PLANS,
                t -> t.replace("\"spacing\": [1.3, 1.4, 1.0]", "\"spacing\": [1e999, 1.4, 1.0]"));
        text(
                "wrong axes",
                PLANS,
                t -> t.replace("\"transpose_forward\": [1, 0, 2]", "\"transpose_forward\": [1, 1, 2]"));
        text("unknown normalisation", PLANS, t -> t.replace("CTNormalization", "os.system"));
        text(
                "unknown preprocessor",
                PLANS,
                t -> t.replace(
                        "\"resampling_fn_data\": \"resample_data_or_seg_to_shape\"",
                        "\"resampling_fn_data\": \"os.system\""));
        text(
                "configuration of itself",
                PLANS,
                t -> t.replace("\"data_identifier\"", "\"inherits_from\": \"3d_fullres\", \"data_identifier\""));
        text("no configuration", PLANS, t -> t.replace("\"configurations\"", "\"configuration\""));
    }

    private void zip(String name, java.util.function.Consumer<ZipForge> more) {
        samples.put("zip: " + name, () -> {
            ZipForge forge = new ZipForge();
            for (String file : new String[] {PLANS, DATASET, GoodModel.CHECKPOINT}) {
                forge.add(GoodModel.FOLDER + file, good.file(file), true);
            }
            more.accept(forge);
            return forge.bytes();
        });
    }

    private void zips() {
        String plans = GoodModel.FOLDER + PLANS;
        for (String name : new String[] {
            "../slip", "a/../../slip", "/slip", "C:\\slip", "..\\slip", "C:slip", "a\nb", "\\\\host\\x"
        }) {
            zip("entry " + name.replace('\n', ' '), f -> f.with(name, new byte[1]));
        }
        zip("plans twice", f -> f.with(plans, new byte[1]));
        zip("plans twice, in capitals", f -> f.with(plans.toUpperCase(java.util.Locale.ROOT), new byte[1]));
        zip("link", f -> f.add("link", ascii("/etc/passwd"), false).mode = 0xa1ff);
        zip("encrypted", f -> f.add("secret", new byte[20], false).flags = 1);
        zip("other method", f -> f.add("packed", new byte[20], false).method = 12);
        zip("wrong sum", f -> f.add(GoodModel.FOLDER + "fold_1/checkpoint_final.pth", new byte[20], false).crc = 7);
        zip("overlap", f -> {
            ZipForge.Entry entry = f.add("again", new byte[1], false);
            entry.directoryOnly = true;
            entry.headerAt = 0L;
        });
        zip(
                "another model inside",
                f -> f.with("Dataset902_Other/nnUNetTrainer__nnUNetPlans__2d/" + PLANS, good.file(PLANS))
                        .with(
                                "Dataset902_Other/nnUNetTrainer__nnUNetPlans__2d/" + DATASET,
                                ascii("{\"labels\":{\"background\":0}}"))
                        .with(
                                "Dataset902_Other/nnUNetTrainer__nnUNetPlans__2d/" + GoodModel.CHECKPOINT,
                                good.file(GoodModel.CHECKPOINT)));
        zip("thousands of models", f -> {
            for (int i = 0; i < 20_000; i++) {
                f.with("m" + i + "/plans.json", new byte[0])
                        .with("m" + i + "/dataset.json", new byte[0])
                        .with("m" + i + "/fold_0/checkpoint_final.pth", new byte[0]);
            }
        });
        samples.put("zip: too many entries", () -> {
            ZipForge forge = new ZipForge();
            for (int i = 0; i < 210_000; i++) {
                forge.with("e" + i, new byte[0]);
            }
            return forge.bytes(true, "");
        });
        samples.put("zip: nothing", () -> new byte[0]);
        samples.put("zip: no entries", () -> new ZipForge().bytes());
        samples.put("zip: prepended", () -> {
            byte[] zip = good.with("x", new byte[0]);
            byte[] moved = new byte[zip.length + 100];
            System.arraycopy(zip, 0, moved, 100, zip.length);
            return moved;
        });
        samples.put(
                "zip: no checkpoint",
                () -> new ZipForge().with("a/" + PLANS, good.file(PLANS)).bytes());
    }
}
