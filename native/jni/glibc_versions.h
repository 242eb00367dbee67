/* SPDX-License-Identifier: Apache-2.0 */
/* Included before the generated binding: binds the dl* functions to their oldest version, so that the library built on
 * a new system loads on an old one (glibc moved them into libc as version 2.34). */
#ifndef LANEWISE_GLIBC_VERSIONS_H_
#define LANEWISE_GLIBC_VERSIONS_H_

#if defined(__aarch64__)
#define LANEWISE_GLIBC "GLIBC_2.17"
#elif defined(__arm__)
#define LANEWISE_GLIBC "GLIBC_2.4"
#elif defined(__x86_64__)
#define LANEWISE_GLIBC "GLIBC_2.2.5"
#else
#error "unknown platform: add its oldest glibc symbol version"
#endif

__asm__(".symver dlopen,dlopen@" LANEWISE_GLIBC);
__asm__(".symver dlsym,dlsym@" LANEWISE_GLIBC);
__asm__(".symver dlclose,dlclose@" LANEWISE_GLIBC);
__asm__(".symver dlerror,dlerror@" LANEWISE_GLIBC);

#endif /* LANEWISE_GLIBC_VERSIONS_H_ */
