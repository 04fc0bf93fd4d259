#pragma once

#include "common/base/fingerprint.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>

namespace chat {

/// What there is to know about the key of a server that can not be trusted without asking.
struct ServerKey
{
    QString address; // as the person writes it
    Fingerprint seen;
    Fingerprint known = {}; // what it showed before; nobody's when it is new
    Fingerprint announced = {}; // by its beacon; nobody's when none was heard
};

/// Asks whether a server is the right one, before anything is said to it. The person compares the
/// words with those that the server's console shows.
///
/// accepted() means that the key is right. It is not offered when somebody else answers than the
/// one who announces itself there; and after a change of the key only to who says that they have
/// compared.
class KeyDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit KeyDialog(ServerKey key, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Case { New, Announced, Impostor, Changed };

    static Case caseOf(const ServerKey &key);
    QString title() const;
    QString explanation() const;
    void layOut();
    void retranslate();

    ServerKey m_key;
    Case m_case;
    QLabel *m_title;
    QLabel *m_explanation;
    QLabel *m_words;
    QLabel *m_hex;
    QLabel *m_formerLabel;
    QLabel *m_formerWords;
    QCheckBox *m_compared;
    QPushButton *m_trust;
    QPushButton *m_cancel;
};

} // namespace chat
