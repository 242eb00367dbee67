// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

/**
 * Which bytes of an arena are taken at which times. Times are the leaves of a binary tree; a block of memory is noted
 * in the few nodes whose times together are its lifetime, and in all nodes above them. So a block among thousands that
 * are alive one after the other costs as many steps as the tree is high, not one for each of them.
 */
final class Occupancy {
    private final int times;
    /** Of each node, what is taken through all its times; node 1 is the root, those below node i are 2i and 2i + 1. */
    private final ByteRanges[] always;
    /** Of each node, what is taken at any of its times, less what is taken through all of them. */
    private final ByteRanges[] sometimes;

    /** Nothing is taken at {@code count} times, from 0 on. */
    Occupancy(int count) {
        times = Math.max(1, Integer.highestOneBit(Math.max(1, count - 1)) * 2);
        always = new ByteRanges[2 * times];
        sometimes = new ByteRanges[2 * times];
    }

    /** Takes bytes {@code from} to before {@code to} at the times {@code first} to {@code last}, both included. */
    void take(int first, int last, long from, long to) {
        take(1, 0, times - 1, first, last, from, to);
    }

    private void take(int node, int low, int high, int first, int last, long from, long to) {
        if (first <= low && high <= last) {
            add(always, node, from, to);
            return;
        }
        add(sometimes, node, from, to);
        int middle = (low + high) >>> 1;
        if (first <= middle) {
            take(2 * node, low, middle, first, last, from, to);
        }
        if (last > middle) {
            take(2 * node + 1, middle + 1, high, first, last, from, to);
        }
    }

    private static void add(ByteRanges[] ranges, int node, long from, long to) {
        if (ranges[node] == null) {
            ranges[node] = new ByteRanges();
        }
        ranges[node].add(from, to);
    }

    /** What is taken at any of the times {@code first} to {@code last}, both included. */
    ByteRanges taken(int first, int last) {
        ByteRanges taken = new ByteRanges();
        collect(1, 0, times - 1, first, last, taken);
        return taken;
    }

    private void collect(int node, int low, int high, int first, int last, ByteRanges taken) {
        taken.addAll(always[node]);
        if (first <= low && high <= last) {
            taken.addAll(sometimes[node]);
            return;
        }
        int middle = (low + high) >>> 1;
        if (first <= middle) {
            collect(2 * node, low, middle, first, last, taken);
        }
        if (last > middle) {
            collect(2 * node + 1, middle + 1, high, first, last, taken);
        }
    }
}
