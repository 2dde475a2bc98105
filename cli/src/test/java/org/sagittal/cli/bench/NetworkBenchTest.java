package org.sagittal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sagittal.models.unet.NetworkSpec;

class NetworkBenchTest {
    private static final NetworkSpec SMALL = new NetworkSpec(
            NetworkSpec.Kind.RESIDUAL_ENCODER,
            2,
            3,
            List.of(4, 8),
            List.of(List.of(3, 3), List.of(3, 1)),
            List.of(List.of(1, 1), List.of(2, 1)),
            List.of(1, 2),
            List.of(1));

    @Test
    void timesEachProgramInEachRound() throws IOException {
        List<NetworkBench.Result> results =
                new NetworkBench(SMALL, List.of(16, 16)).run(1, 2, 1, false, Optional.empty());
        assertThat(results).extracting(NetworkBench.Result::name).containsExactly("reference", "float32");
        assertThat(results)
                .allSatisfy(result -> assertThat(result.seconds()).hasSize(2).allMatch(seconds -> seconds > 0));
        assertThat(results.get(1).agreement()).isGreaterThan(0.99);
        assertThat(results.get(0).over(results.get(0))).isEqualTo(1);
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        NetworkBench.Result slowing = new NetworkBench.Result("a", List.of(1.0, 2.0, 8.0), 1);
        NetworkBench.Result steady = new NetworkBench.Result("b", List.of(2.0, 4.0, 8.0), 1);
        assertThat(slowing.over(steady)).isEqualTo(0.5);
        assertThat(slowing.median()).isEqualTo(2);
    }

    @Test
    void agreementComparesTheLargestChannels() {
        float[] one = {1, 5, 2, 0, 3, 4, 1, 9};
        float[] other = {2, 5, 9, 0, 3, 4, 1, 9};
        // 2 channels of 4 voxels: labels 1 0 0 1 and 1 0 0 1, then 0 for the first
        assertThat(NetworkBench.agreement(one, other, 2)).isEqualTo(1);
        other[0] = 4;
        assertThat(NetworkBench.agreement(one, other, 2)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void thePeersRecipeIsNnunetsArguments() {
        assertThat(PeerNetwork.recipe(SMALL, List.of(16, 16), 2).toString())
                .contains("\"network_class\":\"dynamic_network_architectures.architectures.unet.ResidualEncoderUNet\"")
                .contains("\"n_blocks_per_stage\":[1,2]")
                .contains("\"kernel_sizes\":[[3,3],[3,1]]")
                .contains("\"conv_op\":\"torch.nn.modules.conv.Conv2d\"")
                .contains("\"n_stages\":2")
                .contains("\"patch\":[16,16]");
    }
}
