// SPDX-License-Identifier: GPL-3.0-or-later
// Owns org.kde.kwalletd5 or 6 on the bus it is started on: arguments VERSION MODE. It answers what qtkeychain and we
// ask of KDE's wallet, by the interface in kwallet's src/api/KWallet/org.kde.KWallet.xml, with one wallet in memory.
//   open         works, as after a login that opened the wallet
//   closed       the wallet is closed; a person who is asked opens it
//   closed-stays the wallet is closed; a person who is asked says no
//   disabled     switched off in the settings
//   deny         the wallet is open, and the person lets this program not in
//   refuse       every call is an error of access
//   read-only    takes no change
//   unreadable   tells of entries and does not give them
//   silent       never answers
//   silent-items tells that the wallet is open, and never answers anything else
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QMap>

using namespace Qt::StringLiterals;

namespace {

const QString wallet = u"kdewallet"_s;
constexpr int handle = 4711;
constexpr int failed = -1; // what kwalletd returns for a handle, a folder or an entry that is not good

enum EntryType { Unknown = 0, Password = 1, Stream = 2 }; // KWallet::Wallet::EntryType

class FakeWallet final : public QDBusVirtualObject
{
public:
    FakeWallet(const QString &path, const QString &mode)
        : m_path(path), m_mode(mode), m_isOpen(!mode.startsWith("closed"_L1))
    {
    }

    [[nodiscard]] QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (m_mode == "refuse"_L1)
            return bus.send(message.createErrorReply(u"org.freedesktop.DBus.Error.AccessDenied"_s, u"Not for you"_s));
        const QStringList harmless {u"isEnabled"_s, u"networkWallet"_s, u"isOpen"_s};
        if (m_mode == "silent"_L1 || (m_mode == "silent-items"_L1 && !harmless.contains(message.member()))) {
            message.setDelayedReply(true);
            return true;
        }
        const QVariant answer = answerTo(message.member(), message.arguments(), bus);
        if (!answer.isValid())
            return false;
        return bus.send(message.createReply(answer));
    }

private:
    QVariant answerTo(const QString &member, const QVariantList &arguments, const QDBusConnection &bus)
    {
        if (member == "isEnabled"_L1)
            return m_mode != "disabled"_L1;
        if (member == "networkWallet"_L1)
            return wallet;
        if (member == "isOpen"_L1)
            return m_isOpen && arguments.value(0) == wallet;
        if (member == "open"_L1)
            return m_isOpen && m_mode != "deny"_L1 && arguments.value(0) == wallet ? handle : failed;
        if (member == "openAsync"_L1)
            return openAsync(arguments, bus);
        if (member == "close"_L1)
            return close(bus);
        return ofAnEntry(member, arguments, bus);
    }

    int openAsync(const QVariantList &arguments, const QDBusConnection &bus)
    {
        constexpr int transaction = 7;
        const bool opens = arguments.value(0) == wallet && m_mode != "closed-stays"_L1;
        m_isOpen = m_isOpen || opens;
        if (opens)
            tell(u"walletOpened"_s, {wallet}, bus);
        tell(u"walletAsyncOpened"_s, {transaction, opens ? handle : failed}, bus);
        return transaction;
    }

    int close(const QDBusConnection &bus)
    {
        m_isOpen = false;
        tell(u"walletClosed"_s, {handle}, bus);
        tell(u"walletClosed"_s, {wallet}, bus);
        return 0;
    }

    // (handle, folder, key[, value], application)
    QVariant ofAnEntry(const QString &member, const QVariantList &arguments, const QDBusConnection &bus)
    {
        const bool in = m_isOpen && arguments.value(0) == handle;
        const QString name = arguments.value(1).toString() + u'/' + arguments.value(2).toString();
        const bool there = in && m_entries.contains(name);
        if (member == "entryType"_L1)
            return !there ? Unknown : m_entries.value(name).isText ? Password : Stream;
        if (member == "readPassword"_L1)
            return there ? QString::fromUtf8(m_entries.value(name).bytes) : QString();
        if (member == "readEntry"_L1)
            return there && m_mode != "unreadable"_L1 ? m_entries.value(name).bytes : QByteArray();
        const bool writable = in && m_mode != "read-only"_L1;
        if (member == "writePassword"_L1 || member == "writeEntry"_L1) {
            if (!writable)
                return failed;
            const QVariant value = arguments.value(3);
            const bool isText = member == "writePassword"_L1;
            m_entries.insert(name, {isText ? value.toString().toUtf8() : value.toByteArray(), isText});
            tell(u"folderUpdated"_s, {wallet, arguments.value(1)}, bus);
            return 0;
        }
        if (member != "removeEntry"_L1)
            return {};
        if (!writable || m_entries.remove(name) == 0)
            return failed;
        tell(u"folderUpdated"_s, {wallet, arguments.value(1)}, bus);
        return 0;
    }

    void tell(const QString &signal, const QVariantList &arguments, const QDBusConnection &bus) const
    {
        QDBusMessage message = QDBusMessage::createSignal(m_path, u"org.kde.KWallet"_s, signal);
        message.setArguments(arguments);
        bus.send(message);
    }

    struct Entry
    {
        QByteArray bytes;
        bool isText = false;
    };
    QString m_path;
    QString m_mode;
    bool m_isOpen;
    // One is there from before, as another program writes it.
    QMap<QString, Entry> m_entries {{u"Lineup/kept"_s, {"sk-kept-by-hand-0000-c0de", true}}};
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QString version = app.arguments().value(1);
    const QString path = u"/modules/kwalletd"_s + version;
    FakeWallet service(path, app.arguments().value(2));
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerVirtualObject(path, &service, QDBusConnection::SingleNode)
        || !bus.registerService(u"org.kde.kwalletd"_s + version)) {
        return 1;
    }
    return QCoreApplication::exec();
}
