#include "tests/fuzz/target.h"

#include <QDirIterator>
#include <QFile>

/// Runs a target over files, without libFuzzer: what was once found stays found.
///
///     fuzz_codec_replay FILE-OR-FOLDER...
int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; ++i) {
        const QString place = QString::fromLocal8Bit(argv[i]);
        QStringList paths { place };
        if (QFileInfo(place).isDir()) {
            paths.clear();
            for (QDirIterator each(place, QDir::Files, QDirIterator::Subdirectories);
                 each.hasNext();)
                paths << each.next();
        }
        for (const QString &path : std::as_const(paths)) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) {
                std::fprintf(stderr, "%s can not be read\n", qPrintable(path));
                return 1;
            }
            std::fprintf(stderr, "%s\n", qPrintable(path)); // the last one is who did it
            const QByteArray input = file.readAll();
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.constData()),
                                   static_cast<std::size_t>(input.size()));
            ++count;
        }
    }
    return count > 0 ? 0 : 1;
}
