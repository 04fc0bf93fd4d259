#pragma once

#include <QObject>

#include <memory>

namespace chat {

/// Tells which of many descriptors can be used, inside Qt's event loop. On Linux the loop sees one
/// descriptor, whatever their number (epoll); elsewhere it sees them all, and slows down with them.
class Readiness : public QObject
{
    Q_OBJECT

public:
    /// Hears of a descriptor by the number that was given with it.
    class Listener
    {
    public:
        virtual void onReady(quint32 number) = 0;

    protected:
        ~Listener() = default;
    };

    /// `listener` outlives this object.
    explicit Readiness(Listener &listener);
    ~Readiness() override;

    /// Tells of reading, and of writing too when that is wanted. Forgotten when it is closed.
    void watch(int descriptor, quint32 number, bool alsoWriting);
    void change(int descriptor, quint32 number, bool alsoWriting);
    /// To be called before a descriptor is closed.
    void forget(int descriptor);

private:
    class Watch;

    std::unique_ptr<Watch> m_watch;
};

} // namespace chat
