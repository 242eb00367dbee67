// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/** Tells JavaCPP how to turn {@code native/include/lanewise.h} into {@code io.lanewise.internal.Lanewise}. */
@Properties(
        target = "io.lanewise.internal",
        global = "io.lanewise.internal.Lanewise",
        value =
                @Platform(
                        value = {"linux-x86_64", "linux-arm64", "linux-armhf"},
                        cinclude = "lanewise.h",
                        link = "lanewise",
                        library = "jnilanewise",
                        compiler = {"cpp17", "noexceptions", "nodeprecated"}))
@NoException
public class LanewiseConfiguration implements InfoMapper {

    /** Called by JavaCPP. */
    public LanewiseConfiguration() {}

    @Override
    public void map(InfoMap map) {
        map.put(new Info("LANEWISE_API").cppTypes().annotations())
                .put(new Info("LANEWISE_ABI_VERSION", "LANEWISE_MAX_RANK", "LANEWISE_MAX_THREADS")
                        .cppTypes("int")
                        .translate())
                .put(new Info("lanewise_status").valueTypes("int"))
                .put(new Info("lanewise_operator").pointerTypes("NativeOperator"))
                .put(new Info("lanewise_buffer").pointerTypes("NativeBuffer"))
                .put(new Info("lanewise_pool").pointerTypes("NativePool"))
                .put(new Info("lanewise_step").pointerTypes("NativeStep"))
                .put(new Info("lanewise_window").pointerTypes("NativeWindow"))
                .put(new Info("lanewise_dense_scaling").pointerTypes("NativeDenseScaling"))
                .put(new Info("lanewise_dynamic_scaling").pointerTypes("NativeDynamicScaling"))
                .put(new Info("lanewise_requantization").pointerTypes("NativeRequantization"))
                .put(new Info("lanewise_broadcast").pointerTypes("NativeBroadcast"))
                .put(new Info("lanewise_add_params").pointerTypes("NativeAddParams"))
                .put(new Info("lanewise_mul_params").pointerTypes("NativeMulParams"))
                .put(new Info("lanewise_prelu_params").pointerTypes("NativePreluParams"))
                .put(new Info("lanewise_resize").pointerTypes("NativeResize"))
                .put(new Info("const int8_t").valueTypes("byte").pointerTypes("@Const BytePointer"))
                .put(new Info("const int16_t").valueTypes("short").pointerTypes("@Const ShortPointer"))
                .put(new Info("const uint16_t").pointerTypes("@Cast(\"const uint16_t*\") CharPointer"))
                .put(new Info("const int32_t").valueTypes("int").pointerTypes("@Const IntPointer"))
                .put(new Info("const float").valueTypes("float").pointerTypes("@Const FloatPointer"))
                .put(new Info("lanewise_run").skip())
                // The one call of every inference: a plain address is the cheapest way through JNI.
                .put(new Info("lanewise_run_steps").javaText("""
                        public static native @Cast("size_t") long lanewise_run_steps(\
                        @Cast("const lanewise_step*") long steps, @Cast("size_t") long count, \
                        @Cast("lanewise_pool*") long pool);"""));
    }
}
