// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

/** An encoding of instructions, and what LLVM's tools are told for it. */
enum InstructionSet {
    A64("aarch64-linux-gnu", "+v8.6a,+dotprod,+i8mm,+fullfp16,+lse,+crypto", "#", "df2f03d5", "hint"),
    A32("armv8-linux-gnu", "+neon,+v8.2a,+dotprod,+i8mm", "@", "fef020e3", "dbg"),
    T32("thumbv8-linux-gnu", "+neon,+v8.2a,+dotprod,+i8mm", "@", "aff3fe80", "dbg");

    final String triple;
    final String attributes;
    /** What begins a comment. */
    final String comment;
    /** An instruction that compilers do not use, and the beginning of its name. */
    final String separatorCode;

    final String separatorName;

    InstructionSet(String triple, String attributes, String comment, String separatorCode, String separatorName) {
        this.triple = triple;
        this.attributes = attributes;
        this.comment = comment;
        this.separatorCode = separatorCode;
        this.separatorName = separatorName;
    }

    /**
     * The encoding of a block. A 32-bit program holds both of its encodings, and the plugin is not told which one a
     * block is in. Thumb's long instructions begin with a halfword of 0xe800 or more; that every instruction of an ARM
     * block has such bits 0 to 15 by chance is rare from two instructions on.
     */
    static InstructionSet of(EmulatedPlatform platform, Block block) {
        if (platform == EmulatedPlatform.ARM64) {
            return A64;
        }
        if (block.code().length() != 8 * block.instructions()) {
            return T32;
        }
        for (int i = 0; i < block.code().length(); i += 8) {
            if (Integer.parseInt(block.code().substring(i + 2, i + 4), 16) < 0xe8) {
                return A32;
            }
        }
        return T32;
    }
}
