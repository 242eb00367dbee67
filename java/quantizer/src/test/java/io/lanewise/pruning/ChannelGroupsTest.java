// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.movement.Slice;
import io.lanewise.testing.NetworkSketch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which channels go together. */
class ChannelGroupsTest {
    private final NetworkSketch net = new NetworkSketch(1);
    private final int image = net.image(4, 4, 3);

    /** Who owns the channels of a tensor, in the graph of these outputs. */
    private static int[] owners(ChannelGroups groups, int tensor) {
        Channels channels = groups.channels(tensor).orElseThrow();
        return IntStream.range(0, channels.size()).map(channels::group).toArray();
    }

    private ChannelGroups groups(int... read) {
        return ChannelGroups.of(net.build(IntStream.of(read)
                .mapToObj(tensor -> net.dense(net.flatten(tensor), 1, 2))
                .toArray(Integer[]::new)));
    }

    private static List<Integer> sizes(ChannelGroups groups) {
        return groups.families().stream().map(List::size).toList();
    }

    @Test
    void areThoseOfOneLayer() {
        int first = net.conv(image, 4);
        int second = net.conv(first, 6);
        ChannelGroups groups = groups(second);
        assertEquals(List.of(4, 6), sizes(groups));
        assertEquals(4, groups.channels(first).orElseThrow().size());
    }

    @Test
    void ofWhatComesInAndGoesOutStay() {
        int out = net.conv(net.conv(image, 4), 6);
        ChannelGroups groups = ChannelGroups.of(net.build(out));
        assertTrue(groups.channels(image).isEmpty());
        assertEquals(List.of(4), sizes(groups));
    }

    @Test
    void meetInResidualsAndGates() {
        int first = net.conv(image, 4);
        int second = net.conv(first, 4);
        int gate = net.point(net.mean(first, true), 4);
        int sum = net.add(first, net.mul(second, gate));
        ChannelGroups groups = groups(sum);
        assertArrayEquals(owners(groups, first), owners(groups, second));
        assertArrayEquals(owners(groups, first), owners(groups, gate));
        assertEquals(List.of(4), sizes(groups));
    }

    /** A bug of another tool: what is joined side by side was taken for one group. */
    @Test
    void ofDifferentInputsOfAConcatenationAreDifferent() {
        int left = net.conv(image, 4);
        int right = net.conv(image, 6);
        int joined = net.concat(left, right, left);
        ChannelGroups groups = groups(joined);
        int[] l = owners(groups, left);
        int[] r = owners(groups, right);
        assertArrayEquals(
                IntStream.concat(IntStream.concat(IntStream.of(l), IntStream.of(r)), IntStream.of(l))
                        .toArray(),
                owners(groups, joined));
        assertEquals(
                10,
                IntStream.concat(IntStream.of(l), IntStream.of(r)).distinct().count());
        assertEquals(List.of(4, 6), sizes(groups));
    }

    /** Bugs of other tools: a convolution of one channel was taken for a depthwise one. */
    @Test
    void ofAConvolutionOfOneChannelAreItsOwn() {
        int one = net.conv(image, 1);
        int many = net.conv(one, 6);
        int oneAgain = net.conv(many, 1);
        ChannelGroups groups = groups(oneAgain);
        assertEquals(6, IntStream.of(owners(groups, many)).distinct().count());
        assertNotEquals(owners(groups, one)[0], owners(groups, many)[0]);
        assertEquals(List.of(1, 6, 1), sizes(groups));
    }

    @Test
    void goThroughADepthwiseConvolution() {
        int narrow = net.conv(image, 3);
        int wide = net.depthwise(narrow, 2, 1);
        ChannelGroups groups = groups(wide);
        int[] n = owners(groups, narrow);
        assertArrayEquals(new int[] {n[0], n[0], n[1], n[1], n[2], n[2]}, owners(groups, wide));
    }

    @Test
    void ofADepthwiseConvolutionOfAnInputGoFromEachChannel() {
        int three = net.depthwise(image, 2, 1);
        int one = net.depthwise(net.conv(image, 1), 5, 1);
        ChannelGroups groups = groups(three, one);
        int[] t = owners(groups, three);
        assertArrayEquals(new int[] {t[0], t[1], t[0], t[1], t[0], t[1]}, t);
        assertEquals(5, IntStream.of(owners(groups, one)).distinct().count());
        assertEquals(List.of(2, 1, 5), sizes(groups));
    }

    /** A convolution with as many groups as channels is one, too. */
    @Test
    void ofGroupedConvolutionsGoFromEachGroup() {
        int in = net.conv(image, 6);
        int out = net.conv(in, 4, 3, 1, 2);
        int each = net.conv(out, 4, 3, 1, 4);
        ChannelGroups groups = groups(each);
        int[] i = owners(groups, in);
        int[] o = owners(groups, out);
        assertArrayEquals(new int[] {i[0], i[1], i[2], i[0], i[1], i[2]}, i);
        assertArrayEquals(new int[] {o[0], o[1], o[0], o[1]}, o);
        assertArrayEquals(o, owners(groups, each));
        assertEquals(List.of(3, 2), sizes(groups));
    }

    @Test
    void ownAllCellsOfAFlattenedImage() {
        int conv = net.conv(image, 4);
        int flat = net.flatten(conv);
        ChannelGroups groups = groups(flat);
        int[] c = owners(groups, conv);
        int[] f = owners(groups, flat);
        assertEquals(64, f.length);
        for (int i = 0; i < f.length; i++) {
            assertEquals(c[i % 4], f[i]);
        }
    }

    /** What other tools do not support: each part keeps a channel of its own. */
    @Test
    void ofPartsAreFamilies() {
        int conv = net.conv(image, 8);
        int left = net.slice(conv, 0, 3);
        int right = net.slice(conv, 3, 8);
        ChannelGroups groups = groups(left, right);
        assertEquals(List.of(3, 5), sizes(groups));
    }

    @Test
    void stayWhereTheyCannotBeFollowed() {
        int every = net.conv(image, 6);
        net.graph.apply(new Slice(every, net.graph.activation(1, 4, 4, 3), List.of(0, 0, 0, 0), List.of(1, 1, 1, 2)));
        int normalized = net.conv(image, 4);
        net.graph.apply(new Softmax(normalized, net.graph.activation(1, 4, 4, 4), 1));
        int left = net.conv(image, 4);
        net.graph.apply(new BatchMatMul(left, left, net.graph.activation(1, 4, 4, 4)));
        int split = net.conv(image, 6);
        net.reshape(split, 1, 4, 4, 2, 3);
        int free = net.conv(image, 5);
        ChannelGroups groups = groups(free);
        assertEquals(List.of(5), sizes(groups));
        assertEquals(6 + 4 + 4 + 6 + 5 + 2, groups.count());
    }

    /** Two layers of one constant go on sharing what is left of it. */
    @Test
    void ofSharedWeightsGoTogether() {
        NetworkSketch twins = new NetworkSketch(2);
        int left = twins.image(4, 4, 3);
        int right = twins.image(4, 4, 3);
        int first = twins.conv(left, 4);
        int second = twins.graph.apply(twins.graph
                .operators()
                .get(0)
                .remap(tensor ->
                        tensor == left ? right : tensor == first ? twins.graph.activation(1, 4, 4, 4) : tensor));
        Graph graph = twins.build(twins.dense(twins.concat(first, second), 1, 2));
        ChannelGroups groups = ChannelGroups.of(graph);
        assertArrayEquals(owners(groups, first), owners(groups, second));
        Graph pruned = new ChannelPruning(groups, GroupSet.of(List.of(1))).apply();
        assertEquals(graph.tensors().size(), pruned.tensors().size());
        FloatRun.assertSame(Gates.of(groups, group -> group == 1), pruned, 1);
    }
}
