// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before the C library: after so many calls (LINEUP_FSYNC_GOOD) fsync and fdatasync fail, as on a disk that
// breaks.
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<long> count = 0;

int sync(long number, int fd)
{
    static const char *const good = std::getenv("LINEUP_FSYNC_GOOD");
    if (good && ++count > std::atol(good)) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(syscall(number, fd));
}

} // namespace

extern "C" __attribute__((visibility("default"))) int fsync(int fd)
{
    return sync(SYS_fsync, fd);
}

extern "C" __attribute__((visibility("default"))) int fdatasync(int fd)
{
    return sync(SYS_fdatasync, fd);
}
