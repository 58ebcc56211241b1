/** First names for synthetic people, with the accents, hyphens and special letters of real files. */
export const firstNames: readonly string[] = (
  "Ada Adrián Agnès Aisha Alan Albert Aleksander Alice Amélie Amir Anders Andrea Andrés Anna Antonio Astrid Aurélie " +
  "Ayşe Barbara Beatriz Benjamin Birgit Björn Bożena Bruno Camille Carla Carlos Caroline Catherine Cécile Chiara Chloé " +
  "Christian Clara Clément Cristina Dagmar Daniel David Denise Diego Dorothea Dragan Edith Eduardo Elena Élodie Elsa " +
  "Emil Emma Erik Ernst Esther Eva Fabian Fatima Federico Felix Fernanda Filip Florian François Françoise Frida Gabriel " +
  "Georg Gerhard Giulia Giuseppe Grace Greta Guillaume Günther Gustav Håkan Hannah Hans Heike Hélène Henrik Hugo Ibrahim " +
  "Ida Ilse Inês Ingrid Irene Isabel Ivan Jacques Jakob Jana Jarosław Jean Jean-Luc Joanna Johanna João Jonas Jörg José " +
  "Juan Julia Jürgen Karim Karin Kateřina Katharina Klaus Krzysztof Lars Laura Léa Leon Leyla Linda Lotte Lucía Ludwig Lukas " +
  "Luis Łukasz Magda Maja Małgorzata Manuel Marco Margaret Maria Marie Marie-Claire Mario Markus Martin Mathilde Matteo Max " +
  "Mehmet Mia Michel Miguel Mihai Milan Monika Mónica Nadia Nicolas Niels Nils Nina Noah Núria Oğuz Olga Olivier Omar Oskar " +
  "Paola Pascal Patrícia Paul Paula Peter Petra Philipp Pia Pierre Rafael Raúl Renate Renée Ricardo Robert Rosa Roxane " +
  "Sabine Samuel Sandra Sara Şebnem Sebastian Selma Sergio Simon Sofia Solène Søren Stefan Susanne Sven Tanja Teresa Thérèse " +
  "Thomas Tomás Uğur Ulla Ursula Valentina Vera Victor Vincent Viola Walter Wiebke Xavier Yannick Yasmin Yves Zdeněk Zoë Žofie"
).split(" ");

/** Last names, likewise. An apostrophe or a hyphen is part of the name. */
export const lastNames: readonly string[] = (
  "Abel Almeida Álvarez Andersson Arslan Åberg Bach Bauer Becker Benali Berger Bernard Bertrand Bianchi Blanc Böhm Boucher " +
  "Brandt Braun Brown Bruun Capek Carvalho Castro Çelik Chevalier Clark Colombo Conti Costa Cruz Czerny D'Angelo Dahl " +
  "Demir Dias Dietrich Dubois Dupont Ek Engel Eriksen Esposito Fabre Faure Ferrari Ferreira Fischer Fontaine Forsberg " +
  "Frank Franke Friedrich Fuchs Gallo García Garnier Gauthier Geißler Gómez González Graf Greco Gruber Gutiérrez Guérin " +
  "Haas Hahn Hansen Hartmann Haugen Heinrich Henriksen Hernández Herrera Hoffmann Holm Hopper Horváth Huber Iglesias " +
  "Ionescu Jansen Jensen Jiménez Johansson Jørgensen Jung Kaiser Karlsson Kaya Keller Klein Koch König Kováč Kowalski " +
  "Kraus Krüger Kühn Lang Larsson Laurent Lefèvre Lehmann Lemoine Lindgren Lindqvist Lombardi López Lorenz Lovelace Lund " +
  "Maier Malý Marchetti Marques Martinez Massé Mayer Meier-Schulz Mercier Meyer Mitchell Møller Moreau Moretti Moulin Müller " +
  "Muñoz Nagy Navarro Neumann Nguyen Nielsen Nilsen Noël Novák Nowak Núñez Oberholzer O'Brien Okafor Oliveira Olsen " +
  "Ortiz Otto Öztürk Papadopoulos Patel Pereira Peters Petit Pfeiffer Pohl Popescu Quintana Ramos Reis Ricci Richter " +
  "Rivera Rossi Roth Rousseau Ruiz Sala Santos Sauer Schäfer Schmidt Schneider Scholz Schröder Schubert Schulz Schwarz " +
  "Silva Simon Simonsen Smith Sokolov Sørensen Sousa Šimek Stein Strauß Svensson Tanaka Taylor Thomsen Torres Turing Varga Vargas Vidal " +
  "Vogel Wagner Walter Weber Weiß Werner Wiśniewski Wolf Wójcik Yıldız Zając Zimmermann"
).split(" ");
