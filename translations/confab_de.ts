<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>chat::AvatarButton</name>
    <message>
        <source>Another colour</source>
        <translation>Andere Farbe</translation>
    </message>
    <message>
        <source>Colour of your avatar</source>
        <translation>Farbe deines Avatars</translation>
    </message>
</context>
<context>
    <name>chat::Composer</name>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>An %1 schreiben</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Characters left</source>
        <translation>Verbleibende Zeichen</translation>
    </message>
    <message>
        <source>Too many messages wait to be sent</source>
        <translation>Zu viele Nachrichten warten auf das Senden</translation>
    </message>
    <message numerus="yes">
        <source>Goes out in %Ln s</source>
        <extracomment>What was sent too fast waits at the sender, and then goes out by itself</extracomment>
        <translation>
            <numerusform>Geht in %Ln s hinaus</numerusform>
            <numerusform>Geht in %Ln s hinaus</numerusform>
        </translation>
    </message>
    <message>
        <source>You may only read here at the moment</source>
        <translation>Du darfst hier im Moment nur lesen</translation>
    </message>
</context>
<context>
    <name>chat::ConnectionBanner</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbinde …</translation>
    </message>
    <message numerus="yes">
        <source>No connection. Trying again in %Ln s</source>
        <translation>
            <numerusform>Keine Verbindung. Neuer Versuch in %Ln s</numerusform>
            <numerusform>Keine Verbindung. Neuer Versuch in %Ln s</numerusform>
        </translation>
    </message>
    <message>
        <source>No connection. Trying again …</source>
        <translation>Keine Verbindung. Neuer Versuch …</translation>
    </message>
    <message>
        <source>Back online</source>
        <translation>Wieder verbunden</translation>
    </message>
    <message>
        <source>Change server …</source>
        <translation>Server wechseln …</translation>
    </message>
    <message>
        <source>Continue here</source>
        <extracomment>A button: be connected in this window again, and not in the other one</extracomment>
        <translation>Hier weitermachen</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>Erneut beitreten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>chat::ErrorText</name>
    <message>
        <source>You have to join the server first.</source>
        <translation>Du musst dem Server erst beitreten.</translation>
    </message>
    <message>
        <source>The server does not know you any more. Please join again.</source>
        <translation>Der Server kennt dich nicht mehr. Bitte tritt erneut bei.</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>Name oder Passwort ist falsch.</translation>
    </message>
    <message>
        <source>You have been banned.</source>
        <translation>Du wurdest ausgesperrt.</translation>
    </message>
    <message>
        <source>You may not write in this room at the moment.</source>
        <translation>In diesem Raum darfst du im Moment nicht schreiben.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Das darfst du nicht.</translation>
    </message>
    <message>
        <source>There are too many connections. Please try again later.</source>
        <translation>Es gibt zu viele Verbindungen. Bitte versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>The server does not accept this.</source>
        <translation>Der Server nimmt das nicht an.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>Das ist zu lang.</translation>
    </message>
    <message>
        <source>You are not in this room.</source>
        <translation>Du bist nicht in diesem Raum.</translation>
    </message>
    <message>
        <source>This does not exist any more.</source>
        <translation>Das gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>That was too fast. Please wait a moment.</source>
        <translation>Das war zu schnell. Bitte warte einen Augenblick.</translation>
    </message>
    <message>
        <source>This is already taken.</source>
        <translation>Das ist schon vergeben.</translation>
    </message>
    <message>
        <source>The server has no space left.</source>
        <translation>Der Server hat keinen Platz mehr.</translation>
    </message>
    <message>
        <source>The server can not do this at the moment.</source>
        <translation>Der Server kann das gerade nicht.</translation>
    </message>
    <message>
        <source>Something went wrong on the server.</source>
        <translation>Auf dem Server ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>You may not use this server.</source>
        <translation>Du darfst diesen Server nicht benutzen.</translation>
    </message>
    <message>
        <source>You are connected from another window.</source>
        <translation>Du bist in einem anderen Fenster verbunden.</translation>
    </message>
    <message>
        <source>This server needs another version of Confab.</source>
        <translation>Dieser Server braucht eine andere Version von Confab.</translation>
    </message>
    <message>
        <source>The server and this version of Confab do not understand each other.</source>
        <translation>Der Server und diese Version von Confab verstehen einander nicht.</translation>
    </message>
    <message>
        <source>The server ended the connection and gave the code %1.</source>
        <translation>Der Server hat die Verbindung mit dem Code %1 beendet.</translation>
    </message>
    <message>
        <source>It has a key that you have not confirmed, so nothing was sent to it.</source>
        <translation>Er hat einen Schlüssel, den du nicht bestätigt hast; deshalb wurde ihm nichts gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>That was too fast. Please wait %Ln s.</source>
        <translation>
            <numerusform>Das ging zu schnell. Bitte %Ln s warten.</numerusform>
            <numerusform>Das ging zu schnell. Bitte %Ln s warten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::JoinDialog</name>
    <message>
        <source>Please enter a name that the others will see.</source>
        <translation>Bitte gib einen Namen ein, den die anderen sehen.</translation>
    </message>
    <message>
        <source>This is not an address. Try something like 192.168.1.7:3001.</source>
        <translation>Das ist keine Adresse. Versuche etwas wie 192.168.1.7:3001.</translation>
    </message>
    <message>
        <source>No answer from %1 yet. Still trying …</source>
        <translation>Noch keine Antwort von %1. Es wird weiter versucht …</translation>
    </message>
    <message>
        <source>Somebody here is already called %1.</source>
        <translation>Jemand heißt hier schon %1.</translation>
    </message>
    <message>
        <source>Join as %1</source>
        <extracomment>A button that takes a free name instead of the one that is taken; &amp; is doubled already</extracomment>
        <translation>Als %1 beitreten</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbinde …</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Confab</source>
        <translation>Confab</translation>
    </message>
    <message>
        <source>Join the conversation</source>
        <translation>Komm ins Gespräch</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
    <message>
        <source>Servers near you</source>
        <translation>Server in deiner Nähe</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>%1 did not let you in. %2</source>
        <extracomment>%1 is the address of a server, %2 a sentence that says why</extracomment>
        <translation>%1 hat dich nicht eingelassen. %2</translation>
    </message>
    <message>
        <source>The key of %1 is not confirmed, so nothing was sent to it.</source>
        <extracomment>%1 is the address of a server</extracomment>
        <translation>Der Schlüssel von %1 ist nicht bestätigt; deshalb wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>%1 If it is you, enter your password.</source>
        <translation>%1 Wenn du das bist, gib dein Passwort ein.</translation>
    </message>
    <message>
        <source>The server does not accept this token.</source>
        <translation>Der Server nimmt dieses Token nicht an.</translation>
    </message>
    <message>
        <source>You were signed out here. Please sign in again.</source>
        <translation>Du wurdest hier abgemeldet. Bitte melde dich wieder an.</translation>
    </message>
    <message>
        <source>This password is too easy to guess. Take at least five different characters, and more than your name.</source>
        <translation>Dieses Passwort ist zu leicht zu erraten. Nimm mindestens fünf verschiedene Zeichen und mehr als deinen Namen.</translation>
    </message>
    <message>
        <source>Nobody can make an account here by themselves.</source>
        <translation>Hier kann niemand selbst ein Konto anlegen.</translation>
    </message>
    <message>
        <source>The server wants to know your password.</source>
        <translation>Der Server möchte dein Passwort wissen.</translation>
    </message>
    <message>
        <source>This server is for people with an account.</source>
        <translation>Dieser Server ist für Leute mit einem Konto.</translation>
    </message>
    <message>
        <source>Only people who are invited come in here. If you have an account, enter its password.</source>
        <translation>Hier kommen nur Eingeladene herein. Wenn du ein Konto hast, gib dessen Passwort ein.</translation>
    </message>
    <message>
        <source>This server asks for a token. Whoever runs it can give you one.</source>
        <translation>Dieser Server verlangt ein Token. Wer ihn betreibt, kann dir eines geben.</translation>
    </message>
    <message>
        <source>Make account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message numerus="yes">
        <source>That was too often. You can try again in %Ln s.</source>
        <translation>
            <numerusform>Das war zu oft. Der nächste Versuch geht in %Ln s.</numerusform>
            <numerusform>Das war zu oft. Der nächste Versuch geht in %Ln s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::KeyDialog</name>
    <message>
        <source>Is this the right server?</source>
        <translation>Ist das der richtige Server?</translation>
    </message>
    <message>
        <source>This is another server</source>
        <translation>Das ist ein anderer Server</translation>
    </message>
    <message>
        <source>The server has another key</source>
        <translation>Der Server hat einen anderen Schlüssel</translation>
    </message>
    <message>
        <source>You meet %1 for the first time. Its console shows eight words: if they are these, nobody listens in between. Nothing was sent yet.</source>
        <extracomment>%1 is the address of a server</extracomment>
        <translation>Du begegnest %1 zum ersten Mal. Seine Konsole zeigt acht Wörter: sind es diese, hört niemand dazwischen mit. Gesendet wurde noch nichts.</translation>
    </message>
    <message>
        <source>You meet %1 for the first time. It announces itself on this network with the same key. Its console shows eight words: if they are these, nobody listens in between. Nothing was sent yet.</source>
        <translation>Du begegnest %1 zum ersten Mal. Er meldet sich in diesem Netz mit demselben Schlüssel. Seine Konsole zeigt acht Wörter: sind es diese, hört niemand dazwischen mit. Gesendet wurde noch nichts.</translation>
    </message>
    <message>
        <source>The server that announces itself at %1 says that it has another key than the one who answers there. Somebody may want to listen in. Nothing was sent. Ask whoever runs the server.</source>
        <translation>Der Server, der sich unter %1 meldet, nennt einen anderen Schlüssel als der, der dort antwortet. Vielleicht will jemand mithören. Gesendet wurde nichts. Frage, wer den Server betreibt.</translation>
    </message>
    <message>
        <source>%1 had another key before. Either it was set up anew, or somebody wants to listen in. Nothing was sent. Go on only if whoever runs the server tells you these words:</source>
        <translation>%1 hatte bisher einen anderen Schlüssel. Entweder wurde er neu eingerichtet, oder jemand will mithören. Gesendet wurde nichts. Mach nur weiter, wenn dir diese Wörter nennt, wer den Server betreibt:</translation>
    </message>
    <message>
        <source>Confab</source>
        <translation>Confab</translation>
    </message>
    <message>
        <source>Words of the server&apos;s key</source>
        <translation>Wörter des Schlüssels</translation>
    </message>
    <message>
        <source>SHA-256 of the server&apos;s key</source>
        <translation>SHA-256 des Schlüssels</translation>
    </message>
    <message>
        <source>Before, it was:</source>
        <translation>Bisher war es:</translation>
    </message>
    <message>
        <source>I have compared the words</source>
        <translation>Ich habe die Wörter verglichen</translation>
    </message>
    <message>
        <source>Trust the new key</source>
        <translation>Dem neuen Schlüssel vertrauen</translation>
    </message>
    <message>
        <source>The words are the same</source>
        <translation>Die Wörter sind gleich</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Nicht verbinden</translation>
    </message>
</context>
<context>
    <name>chat::LinkPrompt</name>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Open a page of %1?</source>
        <translation>Eine Seite von %1 öffnen?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>chat::MainMenu</name>
    <message>
        <source>&amp;Confab</source>
        <translation>&amp;Confab</translation>
    </message>
    <message>
        <source>&amp;Change server …</source>
        <translation>Server &amp;wechseln …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Room</source>
        <translation>&amp;Raum</translation>
    </message>
    <message>
        <source>&amp;New room …</source>
        <translation>&amp;Neuer Raum …</translation>
    </message>
    <message>
        <source>&amp;Find a room</source>
        <translation>Raum &amp;finden</translation>
    </message>
    <message>
        <source>Room &amp;above</source>
        <translation>Raum &amp;darüber</translation>
    </message>
    <message>
        <source>Room &amp;below</source>
        <translation>Raum dar&amp;unter</translation>
    </message>
    <message>
        <source>&amp;Leave this room</source>
        <translation>Diesen Raum &amp;verlassen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
</context>
<context>
    <name>chat::MainWindow</name>
    <message>
        <source>%1 – %2</source>
        <extracomment>The title of the window: the room, the program</extracomment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>chat::MembersPane</name>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln Mitglied</numerusform>
            <numerusform>%Ln Mitglieder</numerusform>
        </translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
</context>
<context>
    <name>chat::MessageRow</name>
    <message>
        <source>Not sent. %1</source>
        <translation>Nicht gesendet. %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>A line of a conversation for screen readers: author, time, text</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>The same, followed by how far it has come: sent, failed</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not loaded</source>
        <translation>
            <numerusform>%Ln Nachricht nicht geladen</numerusform>
            <numerusform>%Ln Nachrichten nicht geladen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::ModerationDialog</name>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>For ten minutes</source>
        <translation>Für zehn Minuten</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Für eine Stunde</translation>
    </message>
    <message>
        <source>For a day</source>
        <translation>Für einen Tag</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>Für eine Woche</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>Für immer</translation>
    </message>
    <message>
        <source>Why (they see it)</source>
        <translation>Warum (wird angezeigt)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove %1 from this room? They may come again.</source>
        <translation>%1 aus diesem Raum entfernen? Wiederkommen ist möglich.</translation>
    </message>
    <message>
        <source>Mute %1? They can read here, and not write.</source>
        <translation>%1 stummschalten? Lesen geht hier dann, schreiben nicht.</translation>
    </message>
    <message>
        <source>Ban %1? They are removed from this room, and can not come again.</source>
        <translation>%1 verbannen? Das entfernt aus diesem Raum, und wiederkommen geht nicht.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>Verbannen</translation>
    </message>
</context>
<context>
    <name>chat::ModerationPages</name>
    <message>
        <source>Let write again</source>
        <translation>Wieder schreiben lassen</translation>
    </message>
    <message>
        <source>No longer a moderator</source>
        <translation>Nicht mehr moderieren lassen</translation>
    </message>
    <message>
        <source>Make moderator</source>
        <translation>Moderieren lassen</translation>
    </message>
    <message>
        <source>Mute …</source>
        <translation>Stummschalten …</translation>
    </message>
    <message>
        <source>Remove from the room …</source>
        <translation>Aus dem Raum entfernen …</translation>
    </message>
    <message>
        <source>Ban …</source>
        <translation>Verbannen …</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>Das ging nicht</translation>
    </message>
    <message>
        <source>You were banned from %1.</source>
        <translation>Du wurdest aus %1 verbannt.</translation>
    </message>
    <message>
        <source>You were removed from %1.</source>
        <translation>Du wurdest aus %1 entfernt.</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <extracomment>%1 is what a moderator wrote</extracomment>
        <translation>Warum: %1</translation>
    </message>
</context>
<context>
    <name>chat::NewRoomDialog</name>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>Tea kitchen</source>
        <translation>Teeküche</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Worum es geht</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Topic (if you like)</source>
        <translation>Thema (wenn du magst)</translation>
    </message>
    <message>
        <source>Short name, for links</source>
        <translation>Kurzname, für Links</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is already a room with this short name.</source>
        <translation>Es gibt schon einen Raum mit diesem Kurznamen.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Gedächtnis</translation>
    </message>
    <message>
        <source>Show who has read a message</source>
        <translation>Zeigen, wer eine Nachricht gelesen hat</translation>
    </message>
</context>
<context>
    <name>chat::OutboxQuestion</name>
    <message>
        <source>Messages that wait</source>
        <translation>Wartende Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent. More can not wait.</source>
        <translation>
            <numerusform>%Ln Nachricht wartet darauf, gesendet zu werden. Mehr können nicht warten.</numerusform>
            <numerusform>%Ln Nachrichten warten darauf, gesendet zu werden. Mehr können nicht warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>They go out by themselves as soon as that is possible. What you have written stays in the field until then.</source>
        <translation>Sie gehen von selbst hinaus, sobald das möglich ist. Was du geschrieben hast, bleibt so lange im Feld.</translation>
    </message>
    <message>
        <source>Let them wait</source>
        <translation>Warten lassen</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>chat::OwnStatus</name>
    <message>
        <source>%1, %2</source>
        <extracomment>For screen readers: own name, own presence</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Your status</source>
        <translation>Dein Status</translation>
    </message>
    <message>
        <source>Appear offline</source>
        <translation>Offline erscheinen</translation>
    </message>
    <message>
        <source>Say how you are …</source>
        <translation>Sag, wie es dir geht …</translation>
    </message>
    <message>
        <source>Clear “%1”</source>
        <translation>„%1“ entfernen</translation>
    </message>
    <message>
        <source>What the others see beside your name:</source>
        <translation>Was die anderen neben deinem Namen sehen:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change password …</source>
        <translation>Passwort ändern …</translation>
    </message>
    <message>
        <source>Protect my name with a password …</source>
        <translation>Meinen Namen mit einem Passwort schützen …</translation>
    </message>
    <message>
        <source>Your devices …</source>
        <translation>Deine Geräte …</translation>
    </message>
</context>
<context>
    <name>chat::PasswordDialog</name>
    <message>
        <source>The password until now is wrong.</source>
        <translation>Das bisherige Passwort ist falsch.</translation>
    </message>
    <message>
        <source>You have a password already. Please enter it, too.</source>
        <translation>Du hast schon ein Passwort. Bitte gib es auch ein.</translation>
    </message>
    <message>
        <source>This password is too easy to guess. Take at least five different characters, and more than your name.</source>
        <translation>Dieses Passwort ist zu leicht zu erraten. Nimm mindestens fünf verschiedene Zeichen und mehr als deinen Namen.</translation>
    </message>
    <message>
        <source>Nobody can make an account here by themselves.</source>
        <translation>Hier kann niemand selbst ein Konto anlegen.</translation>
    </message>
    <message>
        <source>The server did not answer. Please try it again.</source>
        <translation>Der Server hat nicht geantwortet. Bitte versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message numerus="yes">
        <source>That was too often. You can try again in %Ln s.</source>
        <translation>
            <numerusform>Das war zu oft. Der nächste Versuch geht in %Ln s.</numerusform>
            <numerusform>Das war zu oft. Der nächste Versuch geht in %Ln s.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Protect your name</source>
        <translation>Schütze deinen Namen</translation>
    </message>
    <message>
        <source>Your other devices are signed out, and need the new password.</source>
        <translation>Deine anderen Geräte werden abgemeldet und brauchen das neue Passwort.</translation>
    </message>
    <message>
        <source>With a password nobody else can be %1 here, and you can sign in on other devices, too.</source>
        <translation>Mit einem Passwort kann hier niemand sonst %1 sein, und du kannst dich auch auf anderen Geräten anmelden.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>chat::PasswordFields</name>
    <message>
        <source>Please enter the token.</source>
        <translation>Bitte gib das Token ein.</translation>
    </message>
    <message>
        <source>Please enter the password.</source>
        <translation>Bitte gib das Passwort ein.</translation>
    </message>
    <message numerus="yes">
        <source>The password needs at least %Ln characters.</source>
        <translation>
            <numerusform>Das Passwort braucht mindestens %Ln Zeichen.</numerusform>
            <numerusform>Das Passwort braucht mindestens %Ln Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Die beiden Passwörter sind verschieden.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Password until now</source>
        <translation>Bisheriges Passwort</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln characters</source>
        <translation>
            <numerusform>Mindestens %Ln Zeichen</numerusform>
            <numerusform>Mindestens %Ln Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Show token</source>
        <translation>Token anzeigen</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Passwort anzeigen</translation>
    </message>
</context>
<context>
    <name>chat::Presence</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
</context>
<context>
    <name>chat::ReadersText</name>
    <message numerus="yes">
        <source>Read by %Ln</source>
        <extracomment>How many members have read a line</extracomment>
        <translation>
            <numerusform>Gelesen von %Ln</numerusform>
            <numerusform>Gelesen von %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Read by %1</source>
        <extracomment>Who has read a line: a name, or a list of names</extracomment>
        <translation>Gelesen von %1</translation>
    </message>
    <message numerus="yes">
        <source>Read by %1 and %Ln more</source>
        <extracomment>Some of those who have read a line, and how many there are besides them</extracomment>
        <translation>
            <numerusform>Gelesen von %1 und %Ln weiteren Person</numerusform>
            <numerusform>Gelesen von %1 und %Ln weiteren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>read by %Ln</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>
            <numerusform>gelesen von %Ln</numerusform>
            <numerusform>gelesen von %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>read by %1</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>gelesen von %1</translation>
    </message>
    <message numerus="yes">
        <source>read by %1 and %Ln more</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>
            <numerusform>gelesen von %1 und %Ln weiteren Person</numerusform>
            <numerusform>gelesen von %1 und %Ln weiteren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RefusedRooms</name>
    <message>
        <source>The room “%1” is closed to you.</source>
        <translation>Der Raum „%1“ ist dir verschlossen.</translation>
    </message>
    <message>
        <source>It does not exist, or you may not see it.</source>
        <translation>Es gibt ihn nicht, oder du darfst ihn nicht sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) of yours were not sent:</source>
        <translation>
            <numerusform>%Ln Nachricht von dir wurde nicht gesendet:</numerusform>
            <numerusform>%Ln Nachrichten von dir wurden nicht gesendet:</numerusform>
        </translation>
    </message>
    <message>
        <source>Closed room</source>
        <translation>Verschlossener Raum</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Copy and delete</source>
        <translation>Kopieren und löschen</translation>
    </message>
</context>
<context>
    <name>chat::RetentionText</name>
    <message>
        <source>Keeps everything</source>
        <translation>Behält alles</translation>
    </message>
    <message numerus="yes">
        <source>Keeps the last %Ln messages</source>
        <translation>
            <numerusform>Behält die letzte Nachricht</numerusform>
            <numerusform>Behält die letzten %Ln Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keeps messages for %Ln days</source>
        <translation>
            <numerusform>Behält Nachrichten %Ln Tag</numerusform>
            <numerusform>Behält Nachrichten %Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Forgets everything when everyone has left</source>
        <translation>Vergisst alles, wenn alle gegangen sind</translation>
    </message>
</context>
<context>
    <name>chat::RoleText</name>
    <message>
        <source>banned</source>
        <translation>verbannt</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>moderator</source>
        <translation>moderiert</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>besitzt</translation>
    </message>
</context>
<context>
    <name>chat::RoomDelegate</name>
    <message>
        <source>%1: %2</source>
        <extracomment>The last line of a room in the room list: author, text</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln Mitglied</numerusform>
            <numerusform>%Ln Mitglieder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomHeader</name>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>  ·  </source>
        <extracomment>Between the facts under a room&apos;s title: &quot;3 online · complete · What we eat today&quot;</extracomment>
        <translation>  ·  </translation>
    </message>
    <message>
        <source>catching up …</source>
        <translation>holt auf …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not loaded</source>
        <translation>
            <numerusform>%Ln Nachricht nicht geladen</numerusform>
            <numerusform>%Ln Nachrichten nicht geladen</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>Shows who has read</source>
        <translation>Zeigt, wer gelesen hat</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>How many belong to a large room, and how many are there: &quot;1,204 members, 310 online&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln Mitglied</numerusform>
            <numerusform>%Ln Mitglieder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomOrder</name>
    <message numerus="yes">
        <source>%1, %Ln unread</source>
        <extracomment>A room in the list, for screen readers: its title and how many lines are unread</extracomment>
        <translation>
            <numerusform>%1, %Ln ungelesen</numerusform>
            <numerusform>%1, %Ln ungelesen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomPage</name>
    <message>
        <source>Good to see you</source>
        <translation>Schön, dass du da bist</translation>
    </message>
    <message>
        <source>Choose a room on the side, or make a new one.</source>
        <translation>Wähle an der Seite einen Raum, oder lege einen neuen an.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Augenblick …</translation>
    </message>
    <message>
        <source>It is quiet here</source>
        <translation>Hier ist es still</translation>
    </message>
    <message>
        <source>The messages of this room are on their way.</source>
        <translation>Die Nachrichten dieses Raums sind unterwegs.</translation>
    </message>
    <message>
        <source>Nobody has said anything yet. Be the first!</source>
        <translation>Noch hat niemand etwas gesagt. Sei der Anfang!</translation>
    </message>
</context>
<context>
    <name>chat::RoomsPane</name>
    <message>
        <source>New room</source>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>Find a room</source>
        <translation>Raum finden</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
</context>
<context>
    <name>chat::ServerDelegate</name>
    <message>
        <source>%1  ·  %2</source>
        <extracomment>A server nearby: how many people are online, its address</extracomment>
        <translation>%1  ·  %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::SessionRow</name>
    <message>
        <source>Unknown device</source>
        <translation>Unbekanntes Gerät</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>End %1</source>
        <extracomment>For screen readers: a button; %1 is the name of a device</extracomment>
        <translation>%1 beenden</translation>
    </message>
    <message>
        <source>since %1</source>
        <extracomment>When a device was signed in</extracomment>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>last used %1</source>
        <translation>zuletzt benutzt %1</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>dieses Gerät</translation>
    </message>
</context>
<context>
    <name>chat::SessionsDialog</name>
    <message>
        <source>Your devices</source>
        <translation>Deine Geräte</translation>
    </message>
    <message>
        <source>Here you are signed in. End what you do not know.</source>
        <translation>Hier bist du angemeldet. Beende, was du nicht kennst.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Only this device knows you. Protect your name with a password first, or nobody could be you again.</source>
        <translation>Nur dieses Gerät kennt dich. Schütze zuerst deinen Namen mit einem Passwort, sonst könnte niemand mehr du sein.</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Sign out on this device? To come back, you need your password.</source>
        <translation>Auf diesem Gerät abmelden? Um wiederzukommen, brauchst du dein Passwort.</translation>
    </message>
    <message>
        <source>End the session of %1? It is signed out at once.</source>
        <translation>Die Sitzung von %1 beenden? Das Gerät wird sofort abgemeldet.</translation>
    </message>
    <message>
        <source>an unknown device</source>
        <translation>einem unbekannten Gerät</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>chat::SignInPanel</name>
    <message>
        <source>I have an account</source>
        <translation>Ich habe ein Konto</translation>
    </message>
    <message>
        <source>New here? Make an account</source>
        <translation>Neu hier? Konto anlegen</translation>
    </message>
</context>
<context>
    <name>chat::StoreTrouble</name>
    <message>
        <source>Messages and drafts that waited on this computer can not be read, because their file is damaged. What is left of them is in %1</source>
        <translation>Nachrichten und Entwürfe, die auf diesem Rechner gewartet haben, sind nicht lesbar, weil ihre Datei beschädigt ist. Was davon übrig ist, liegt in %1</translation>
    </message>
    <message>
        <source>Nothing can be kept on this computer at the moment. What you write is sent as usual, but what still waits when you close the window is lost. Is the disk full?</source>
        <translation>Auf diesem Rechner lässt sich gerade nichts aufbewahren. Was du schreibst, wird wie sonst gesendet; was aber noch wartet, wenn du das Fenster schließt, ist verloren. Ist die Platte voll?</translation>
    </message>
</context>
<context>
    <name>chat::TimeText</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
</context>
<context>
    <name>chat::TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Jump to the newest message</source>
        <translation>Zur neuesten Nachricht springen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>chat::TypingBar</name>
    <message>
        <source>%1 is typing</source>
        <translation>%1 schreibt</translation>
    </message>
    <message>
        <source>%1 and %2 are typing</source>
        <translation>%1 und %2 schreiben</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 and %Ln others are typing</source>
        <translation>
            <numerusform>%1, %2 und %Ln weitere Person schreiben</numerusform>
            <numerusform>%1, %2 und %Ln weitere schreiben</numerusform>
        </translation>
    </message>
</context>
</TS>
