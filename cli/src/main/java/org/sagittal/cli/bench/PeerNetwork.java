package org.sagittal.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.models.unet.NetworkSpec;

/** nnU-Net's own network in a Python process that runs it once a request. */
final class PeerNetwork implements AutoCloseable {
    private static final String SCRIPT = "peer_network.py";

    private final Process process;
    private final OutputStream requests;
    private final BufferedReader answers;

    private PeerNetwork(Process process) {
        this.process = process;
        this.requests = process.getOutputStream();
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts it and waits until it has run once.
     *
     * @param python the interpreter of an environment with nnU-Net
     * @param spec the network
     * @param patch (D, H, W) or (H, W)
     * @param threads for PyTorch
     * @throws IOException if it does not start, or nnU-Net cannot build the network
     */
    static PeerNetwork start(Path python, NetworkSpec spec, List<Integer> patch, int threads) throws IOException {
        String script;
        try (InputStream in = PeerNetwork.class.getResourceAsStream(SCRIPT)) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        ProcessBuilder builder =
                new ProcessBuilder(python.toString(), "-c", script).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(SideBySide.LAUNCHERS_VARIABLES);
        PeerNetwork peer = new PeerNetwork(builder.start());
        try {
            peer.send(new ObjectMapper().writeValueAsString(recipe(spec, patch, threads)));
            peer.receive();
            return peer;
        } catch (IOException e) {
            peer.close();
            throw e;
        }
    }

    /**
     * One pass.
     *
     * @return seconds
     * @throws IOException if the process has ended
     */
    double seconds() throws IOException {
        send("");
        return Double.parseDouble(receive());
    }

    private void send(String line) throws IOException {
        requests.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
    }

    private String receive() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("nnU-Net's network could not be run: its process ended");
        }
        return line;
    }

    /** The recipe in the words of nnU-Net's plans. */
    static ObjectNode recipe(NetworkSpec spec, List<Integer> patch, int threads) {
        boolean plain = spec.kind() == NetworkSpec.Kind.PLAIN_CONV;
        int d = spec.dimensions();
        ObjectNode recipe = JsonNodeFactory.instance.objectNode();
        recipe.put("threads", threads).put("channels", spec.inputChannels()).put("heads", spec.heads());
        recipe.put(
                "network_class",
                "dynamic_network_architectures.architectures.unet."
                        + (plain ? "PlainConvUNet" : "ResidualEncoderUNet"));
        patch.forEach(recipe.putArray("patch")::add);
        ObjectNode arguments = recipe.putObject("arguments");
        arguments.put("n_stages", spec.stages()).put("conv_bias", true);
        arguments.put("conv_op", "torch.nn.modules.conv.Conv" + d + "d");
        arguments.put("norm_op", "torch.nn.modules.instancenorm.InstanceNorm" + d + "d");
        arguments.putObject("norm_op_kwargs").put("eps", 1e-5).put("affine", true);
        arguments.putNull("dropout_op").putNull("dropout_op_kwargs").put("nonlin", "torch.nn.LeakyReLU");
        arguments.putObject("nonlin_kwargs").put("inplace", true);
        spec.features().forEach(arguments.putArray("features_per_stage")::add);
        lists(arguments.putArray("kernel_sizes"), spec.kernelSizes());
        lists(arguments.putArray("strides"), spec.strides());
        spec.blocksPerStage().forEach(arguments.putArray(plain ? "n_conv_per_stage" : "n_blocks_per_stage")::add);
        spec.convolutionsPerDecoderStage().forEach(arguments.putArray("n_conv_per_stage_decoder")::add);
        return recipe;
    }

    private static void lists(ArrayNode to, List<List<Integer>> values) {
        values.forEach(row -> row.forEach(to.addArray()::add));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
